import { inAnyLanguage, patternOf, words, type TaskSign } from './sign.ts';

const task = 'simple_qa';

/** Openers in front of a question that change nothing about it. */
const LEAD =
  "(?:(?:hi|hey|hello|please|pls|ok(?:ay)?|so|and|but|also|now|then|well|great|thanks|thank you|interesting|wow|quick question|just curious|never ?mind|i see|got it|no|yes|um|hmm|can you tell me|could you tell me|do you know|tell me|i wonder|i'd like to know|i want to know|remind me|any idea|in|at|on|to|from|for|about|of|by|with|until|since|how about|that's \\p{L}+|cool \\p{L}+)[\\s,.:!?-]+(?:\\p{L}+[.]\\s+)?)*";

/** Questions that a few sentences of common knowledge answer. */
export const QUESTION_SIGNS: readonly TaskSign[] = [
  {
    task,
    sign: 'asks who, what, when, where, which',
    weight: 2.5,
    pattern: patternOf(
      `(?:^|[.!?,]\\s+)\\W*${LEAD}(?:the capital|who|whom|what|when|where|which|whose|whats|what's|whens|when's|wheres|where's|who's|whos|hows|how's|define|meaning of|definition of|name (?:the|one|two|three|four|five|a|an)|(?:tell|give) me the (?:name|date|year|capital|population|\\p{L}+ point|\\p{L}+ number|\\p{L}+ of)|(?:capital|population|currency|boiling point|freezing point|melting point) of)(?![\\p{L}])`,
    ),
  },
  {
    task,
    sign: 'asks how much or how many',
    weight: 2.5,
    pattern:
      /\b(?:how (?:many|much|old|tall|far|long|big|fast|high|deep|often|heavy|hot|cold|large|wide|close|late|early|soon|safe|healthy|common|likely is)|what (?:number|amount|percentage|time|day|year|date)|number of calories|calories? (?:in|content))\b/i,
  },
  {
    task,
    sign: 'a yes-or-no question',
    weight: 2,
    pattern: patternOf(
      `(?:^|[.!?,]\\s+)\\W*${LEAD}(?:is|are|was|were|does|do|did|can|has|have|had|will|isn't|aren't|doesn't|didn't|can't|don't (?=you|we|they|all|most|some|people|the)) (?!(?:it|that|so|this)\\W*$|you (?:\\p{L}+ )?(?:write|make|help|show|create|give|explain|please|do|add|fix|provide|turn|play|put|set|send|swipe|switch|change|take|find|book)\\b|we\\b|you okay)[\\p{L}\\p{N}']+`,
    ),
  },
  {
    task,
    sign: 'what a thing is',
    weight: 1,
    pattern: words(
      'capital|meaning|definition|population|abbreviation|acronym|stands? for|mean|spell|synonym|antonym|plural|currency|author|invented|discovered|born|died|located|biggest|largest|smallest|tallest|oldest|fastest|longest|highest|symptoms|causes|difference between|types of|side effects|routing number|nutrition info|calories|boiling point|melting point|chemical symbol',
    ),
  },
  {
    task,
    sign: 'asks why or how',
    weight: 2.5,
    pattern: patternOf(
      `(?:^|[.!?,]\\s+)\\W*${LEAD}(?:why (?:is|am|are|do|does|did|was|were|would|will|has|have|had|can't|don't|doesn't|didn't|isn't|isnt|hasn't|haven't|won't|wasn't)|how (?:is|are|do|does|did|was|were|has|have|can|could|effective|reliable|accurate)|how come)(?![\\p{L}])`,
    ),
  },
  {
    task,
    sign: 'asks to be told about something',
    weight: 2.5,
    pattern:
      /(?:^|[.!?,]\s+)\W*(?:(?:please|can you|could you|okay|no|also) ,?)?(?:tell me (?:more )?(?:about|what|when|where|who|how)|i(?:'|’)?d like to (?:learn|know) (?:more )?about|i want to know|what about|how about|and what about|but what about)\b/i,
  },
  {
    task,
    sign: 'a question, in another language',
    weight: 3.5,
    pattern: inAnyLanguage(
      [
        'wer|wann|hauptstadt|wo|woher|wohin|wie (?:viele?|alt|hoch|weit|lange?|groß|heißt|teuer|schnell|oft|spät)|welche[rsnm]?|was (?:ist|sind|bedeutet|heißt|kostet|war)|wofür steht|in welchem',
        "qui (?:est|a|était|sont)|quand|où|combien|quel(?:le)?s?|qu[’']est[- ]ce (?:que|qu[’'])|c[’']est quoi|que signifie|pourquoi",
        'quién(?:es)?|cuándo|dónde|cuánt[oa]s?|cuál(?:es)?|qué (?:es|son|significa|hora|día|año|país)|por qué',
        "chi (?:è|ha|era|sono)|quando|dove|quant[oaie]|qual(?:e|i)?|che cos[’']?è|cos[’']è|cosa (?:significa|sono)",
        'quem|onde|quant[oa]s?|qual|quais|o que (?:é|são|significa)|em que ano',
        'wie is|wanneer|waar|hoeveel|welke?|wat (?:is|zijn|betekent)|hoe (?:oud|hoog|ver|lang|groot)',
        'кто|когда|где|сколько|как(?:ой|ая|ое|ие) (?:столиц\\p{L}*|самый|самая|год|язык|валют\\p{L}*|цвет|население)|что такое|что значит|какая|какой|в каком|столица',
        'kto|kiedy|gdzie|ile (?:jest|ma|osób|kosztuje|lat|krajów)|jaki(?:e|ego)?|jaka|która|który|co to (?:jest|są)|co oznacza',
        'ai (?:là|đã)|khi nào|ở đâu|bao nhiêu|là gì|nào|mấy',
        'siapa(?:kah)?|kapan|di mana|dimana|berapa|apa (?:itu|ibu ?kota|arti|nama)|apakah',
        'kimdir|kim (?:yazdı|icat|keşfetti|kurdu|buldu)|ne zaman|nerede|kaç|nedir|hangi|ne demek|kaçtır|neresi\\p{L}*',
        'vem|när|var ligger|hur (?:många|mycket|gammal|lång)|vad (?:är|heter|betyder)|hvem|hvornår|hvor (?:mange|meget|ligger)|hvad er',
      ],
      [
        '谁|何时|什么时候|哪[里个一年些国位座]|多少|多大|多高|多远|多长|几[个年岁点]|是什么|什么是|什么意思|是谁|吗[？?]?\\s*$|誰|哪裡|什麼',
        'いつ|どこ|誰|だれ|いくつ|いくら|何(?:人|年|歳|時|度|メートル|ですか|という)|とは(?:何|なん|？|\\?|$)|は[？?]\\s*$|ですか|でしょうか|ますか',
        '누구|누가|언제|어디|얼마|몇|무엇|뭐|무슨|인가요|입니까|이란|까요|나요|은\\?|는\\?',
        'ما هي|ما هو|من هو|متى|أين|كم ',
        'क्या है|कौन|कब|कहाँ|कितन|किस',
        'מה זה|מי|מתי|איפה|כמה|τι είναι|ποιος|ποια|πότε|πού|πόσ|คืออะไร|ใคร|เมื่อไหร่|ที่ไหน|เท่าไหร่|กี่',
      ],
    ),
  },
  {
    task,
    sign: 'points at something shown before',
    weight: -3,
    pattern:
      /\b(?:these (?:\w+ )?(?:\w+)?:|(?:which|what|who|how many) (?:of|among|in) (?:these|the following)|the (?:following|above|below)|in here\b|(?:see|shown|given|listed|attached|written|described) (?:above|below)|this (?:text|document|article|file|image|picture|code|page|email|table|data|paragraph|passage|conversation|chart)|(?:about|of|with|to) (?:this|these|those)\W*$|(?:is|was|does|do|about|of) that\W*$|you (?:said|mean|think|feel|recommend|suggest))\b|^\W*(?:why|how|what|really|and|so|ok|when|where)\W*$/i,
  },
  {
    task,
    sign: 'asks about nothing that is named',
    weight: -6,
    pattern:
      /^\W*(?:and |but |so )?(?:what|how) about (?:this|that|it|these|those)\W*$|(?:who|how|what) are you (?:feeling|doing)|how are you|how (?:was|is) your (?:day|night|morning|evening|week|weekend)|what'?s up/i,
  },
  {
    task,
    sign: 'a case before the question',
    weight: -2.5,
    pattern: /^[^?？]{45,}[.!;:]\s+[^?？]{2,}[?？]/,
  },
  {
    task,
    sign: 'how-to',
    weight: -3,
    isFirm: true,
    pattern:
      /\bhow (?:(?:do|can|could|would|should|might) (?:i|we|you|one)|to)\b(?! (?:say|spell|pronounce|know|tell)\b)|can (?:i|one|you|we) [^.?!\n]{0,40}\bfrom\b/i,
  },
  {
    task,
    sign: 'asks for something to be done',
    weight: -3,
    pattern: inAnyLanguage(
      [
        '(?:can|could|would|will) you (?:please )?(?:write|make|help|show|create|give|explain|add|fix|provide|turn|play|put|set|send|swipe|switch|change|take|book|schedule|remind|pay|cancel|order|call|come up|design|analy[sz]e|describe|recommend|suggest|generate|build|draft|improve|rewrite|get me|check my)|help me|please (?:write|make|create|provide|give|explain|describe|add|help|book|take|change|cancel|mail)|act as|you are (?:a|an|my|the)|your (?:task|job|role) is|i (?:need|want|would like) (?:you )?(?:to|a|an|my|the|some)|i wanna|make (?:me )?(?:a|an)|give me|create|write|generate|implement|describe|discuss|outline|list|in detail|explain',
      ],
      ['请你', '请写', '帮我', 'してください', '해줘', '해주세요'],
    ),
  },
  {
    task,
    sign: 'asks for a judgement',
    weight: -2.5,
    isFirm: true,
    pattern: words(
      'implications',
      'consequences',
      'trade-?offs?',
      'strategy|strategies',
      'best (?:way|approach|method|practices)|most (?:\\p{L}+ )?(?:efficient|reliable|effective|successful) (?:way|method|approach)',
      '(?:the|next) steps|tell me how to',
      'schema',
      'should (?:i|we|one|they|you)',
      'arguments?',
      'pros and cons|advantages and disadvantages',
      'probability',
      'prove',
      'compare and contrast',
      'justify',
      'what if|what would happen',
      'what (?:do|can|could|should) i (?:do|say|write|tell|wear|cook|buy|get)|with an? example',
      'do you (?:think|recommend|suggest|have any ideas)',
      'any (?:ideas|advice|suggestions|tips)',
      'give (?:me )?(?:examples|advice)',
      'real-world examples?',
      'discuss|evaluate|analy[sz]e|assess|elaborate',
    ),
  },
];
