const ASKING =
  '(?:how|what|why|when|where|who|which|can|could|is|are|do|does|did|i|we|please|quick|just|would|should|will|may|might|must|tell|so|um|sorry|hope|hoping|am|any|was|have|has|silly|not|my|if|need|looking|trying)';

/**
 * Politeness and wrapping, taken off before anything is compared, in this order. Each pattern sees the words in lower
 * case, "," and "." for marks, and "§" for what is quoted or code.
 */
export const FILLERS: readonly RegExp[] = [
  new RegExp(
    `^(?:(?:hi|hello|hey|hiya|heya|howdy|yo|greetings|(?:good )?(?:morning|afternoon|evening)|good day|dear)(?: there| all| everyone| claude| team| guys| folks| friend)?(?:[ ,.]* [,.] | (?=${ASKING}\\b)))+`,
  ),
  /\b(?:please|pls|plz|kindly|asap|as soon as possible)\b/g,
  /(?:[,.] )?\b(?:if (?:you|that is|it is) (?:do not mind|could|can|ok|okay|possible|alright)|if (?:you )?(?:do not|would not) mind(?: me asking)?|when you (?:can|get a chance|have a moment)|much appreciated|any help (?:is |would be )?(?:appreciated|welcome|great)|(?:i )?hope (?:you are|that is|all is|everything is) (?:well|ok|okay|fine|good)|hope you can help|lol|haha|tbh|mate|sir|madam|for me|cheers mate)[ ,.]*(?=$|[,.])/g,
  /(?<!\b(?:say|saying|write|spell|mean|pronounce|sign|of|a|an|the|with|or|and|for|as) )[,. ]*\b(?:thanks|thank you|cheers|ta|thx|ty)(?: (?:a lot|a million|in advance|so much|very much|again|for (?:your|the|any) help|you))*[ ,.]*$/,
  /^(?:(?:well|right|now|question|oh|ah|er|anyway|alright|quick one|hoping you can help)[ ]?[,.] |(?:um+|uh+|uhm|erm|hmm+|so|ok|okay|also|and|but|btw|by the way|sorry to bother you|sorry|excuse me|pardon me|apologies)[ ,.]+)+(?:but )?/,
  /^(?:(?:i )?(?:just )?(?:hoping|hope|was hoping) (?:you can help|you could help|someone can help|for help)(?: me)?[ ,.]+)+/,
  /^(?:just |i (?:just )?(?:want|need|wanted) )?(?:to )?(?:check|checking|confirm|double check|asking|clarify|make sure)(?: in)?[ ,.]+(?=(?:how|what|why|when|where|who|which|can|could|is|are|do|does|did|will|would|should|may|if|whether)\b)(?:if |whether )?/,
  /\b(?:may|might|can|could) i (?:just )?(?:ask|check|enquire|inquire|know)(?: about| if| whether| you)?\b/,
  /^(?:[a-z']+[ ,.]+){0,8}?(?:silly|stupid|dumb|simple|quick|basic|naive|newbie|noob) question[ ,.]+(?:but )?/,
  /\b(?:um+|uh+|uhm|erm|hmm+)\b/g,
  /\b(?:i (?:was|am|have been) )?(?:just )?(?:wondering|curious)(?: about| if| whether| as to)?\b/,
  /\bi am trying to (?:learn|figure out|find out|understand|work out|see)(?= (?:how|what|why|when|where|who|if|whether)\b)/,
  /\bi (?:wonder|would be grateful if you could tell me|would appreciate it if you could tell me|am not sure|am unsure|have no idea|cannot figure out|can not figure out|can not work out|keep forgetting|forget|was hoping you could tell me|am looking to find out|am keen to know|would love to know|would like to know|want to know|need to know|want to understand|would like to understand|want to learn|would like to learn|need to understand|need to find out|want to find out|would like to find out|would like to ask|wanted to know|wanted to ask|want to ask)(?: about| if| whether)?\b/,
  /\b(?:can|could|would|will) you (?:possibly )?(?:be able to |mind )?(?:telling me|tell me|tell us|help me understand|let me know|explain to me|show me|help me(?: to| with| out with)?|help(?: with)?|inform me|advise(?: me)?(?: on)?|teach me|remind me(?= (?:how|what|why|when|where|who))|walk me through|give me|clarify|say)(?: about)?\b(?: if| whether)?/,
  /\b(?:can|could|would|will) you(?= (?:explain|describe|define|write|list|summarize|summarise|translate|convert|calculate|recommend|suggest|compare|fix|rewrite|draft|generate|create)\b)/,
  /\b(?:do you know|does anyone know|does anybody know|do you happen to know|any idea|any ideas|do you have any idea|would you happen to know|would you mind telling me|would you know|anyone know|anybody know|can anyone tell me|can someone tell me|could someone tell me|could anyone tell me|any chance you (?:know|could tell me|can tell me)|do any of you know)(?: if| whether| about)?\b/,
  /\b(?:i need (?:some )?help (?:with|to|on)?|i could use some help (?:with|on)|help me (?:to |with )?|tell me(?: about)?|let me know|show me|give me|remind me(?= (?:how|what|why|when|where|who))|i have a (?:quick )?question(?: about| on| regarding)?|my question is|what i want to know is|i do not (?:know|understand)(?= (?:how|what|why|when|where|who|if)))\b(?: if| whether)?/,
  /\b(?:do you think|would you say|in your opinion|as far as you know|if i may ask|if possible|generally speaking|by any chance|at all|the heck|the hell|(?<=\b(?:how|what|why|when|where|who) )on earth)\b/g,
  /\b(?:just|really|actually|basically|simply|exactly|perhaps|maybe)\b/g,
];
