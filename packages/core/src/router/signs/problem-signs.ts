import { allOf, inAnyLanguage, words, type TaskSign } from './sign.ts';

const task = 'complex_reasoning';

/** What is told before a cause is asked for. */
const SYMPTOM = [
  '(?:keeps?|kept|started|starts|begins|began) (?:\\p{L}+ )?\\p{L}+ing',
  'only (?:under|when|after|if|happens|some|on|in|at|for|affects|one|users?|\\p{L}+ users?)',
  '(?:ever )?since (?:we|i|the|last|our|\\p{L}+day)|after (?:we|i|the|our|upgrading|moving|about|\\p{L}+ (?:minutes|hours|days))',
  'every (?:few|\\d+|other|morning|night|hour|time)',
  '(?:grows?|growing|grew|doubled|tripled|halved|rose|fell|dies|dying|worse|slower|flips?|churns?|intermittent\\p{L}*|sporadic\\p{L}*|random(?:ly)?|sometimes|suddenly|no longer|mismatch\\p{L}*)',
  '(?:drop|spik|ris|fall|shrink|leak|stall|hang|crash|fail|slow|vanish|disappear|degrad|rebalanc|restart|reboot|overheat|flicker)(?:s|es|ed|ing|ping|ped|ling)?',
  '(?:even )?though|although|looks? (?:fine|normal|flat|the same|healthy|good|identical)|(?:is|are|was|were) (?:flat|fine|normal|unchanged)',
  'but (?:only|no|not|the|it|my|our|nothing)',
];
const CAUSE = [
  "what(?:'s|’s| is| are| was|s)? (?:going on|happening|wrong here|causing|behind|the (?:\\p{L}+ )?(?:causes?|reasons?|explanations?|culprits?))",
  'what (?:could|might|would|may|can|else could) (?:be|explain|cause|account|have)|what explains|could explain',
  'why|how come|where (?:is|does|did|are) (?:it|the \\p{L}+|all|that) (?:go\\p{L}*|com\\p{L}*|leak\\p{L}*)',
  'how (?:would|do|can|could|should) (?:you|we|i) (?:find|investigate|debug|diagnose|track|narrow|troubleshoot|verify|tell)',
  'troubleshoot\\p{L}*|(?:possible|likely|probable) causes?|what should (?:i|we) (?:check|look|try)|diagnose',
];

/** Things whose behaviour has to be thought through, also where code stands beside them. */
const SUBTLE =
  'deadlocks?|livelocks?|race conditions?|data races?|memory (?:model|order\\p{L}*|barriers?)|happens-before|interleavings?|linearizab\\p{L}+|serializab\\p{L}+|isolation levels?|write skew|lost updates?|split[- ]brain|quorum|consensus|eventual(?:ly)? consisten\\p{L}+|(?:exactly|at[- ]least|at[- ]most)[- ]once|idempoten\\p{L}+|double[- ]checked|invariants?|terminates?|halts?|undecidable|np[- ](?:hard|complete)|lower bound|worst[- ]case|amorti[sz]ed|(?:time|space|runtime|computational) complexity|big[- ]o|adversarial|for all inputs|off by one|starvation|priority inversion|cache stampede|(?:never|not|without|avoid|prevent|keep|must|no) [^.?!\\n]{0,60}twice|(?:charg|bill|pay)ing (?:\\p{L}+ ){0,3}twice|double[- ](?:charg|spend|book)\\p{L}*|thread (?:1|one|a)';

/** Problems as people tell them: symptoms without a cause, suppositions, judgements to reach, conditions to satisfy. */
export const PROBLEM_SIGNS: readonly TaskSign[] = [
  {
    task,
    sign: 'symptoms, and a cause to find',
    weight: 3,
    pattern: allOf(
      words('our|my|we|users?|customers?|the|a|an|i|this|it'),
      words(...SYMPTOM),
      words(...CAUSE),
      /^[^]{45}/,
    ),
  },
  {
    task,
    sign: 'behaviour to think through',
    weight: 4.5,
    pattern: allOf(
      words(SUBTLE),
      /\?|\b(?:explain|prove|argue|analy[sz]e|reason|convince|why|discuss|determine)\b/i,
      /^(?!\W*(?:please |can you |could you )?(?:write|implement|create|build|generate|make|add|code|develop|fix)\b)/i,
    ),
  },
  {
    task,
    sign: 'a supposition',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        'what (?:would|will|might|could) (?:happen|change|follow|be (?:different|the (?:effects?|consequences?|impact)))|if (?:\\p{L}+ ){1,8}(?:were|had|would|could) [^.?!\\n]{3,}|had (?:\\p{L}+ ){1,4}(?:not|never) |(?:suppose|supposing|assume|assuming|given) that|(?:imagine|suppose|assume) (?:a|an|the|there|we|i|all|each|every|two|three|no) |hypothetical\\p{L}*|if [^?.!\\n]{8,120}, (?:then )?(?:why|how come|must|does it follow)|counterfactual\\p{L}*|would (?:an?|the|it|we|they|this|that|\\p{L}+ing) [^.?!\\n]{3,}(?:raise|lower|increase|reduce|improve|worsen|help|hurt|lead|cause|still|be (?:better|worse|possible|enough))',
        '(?:warum|wieso|pourquoi|por qué|perché|por que|почему|dlaczego|waarom)\\P{L}[^?\\n]{8,}\\P{L}(?:obwohl|selbst wenn|auch wenn|même si|même quand|alors que|aunque|incluso si|anche se|mesmo que|mesmo quando|embora|даже если|даже когда|даже тогда|хотя|mimo że|nawet gdy|hoewel|zelfs als)',
        'was (?:wäre|würde|passiert|geschieht)[^.?!\\n]{0,30}wenn|angenommen|nehmen wir an|que se passerait-il|supposons|et si|qué (?:pasaría|sucedería|ocurriría)|supongamos|supón|cosa succederebbe|supponiamo|o que aconteceria|suponha\\p{L}*|что (?:будет|было бы|произойд[её]т),? если|предположим|допустим|co by było|załóżmy|wat zou er gebeuren|stel dat',
      ],
      ['假设', '假如', '如果.{2,30}会', '仮に', 'としたら', 'もし.{2,30}(?:たら|ば|なら)', '만약', 'ماذا لو'],
    ),
  },
  {
    task,
    sign: 'a judgement to reach',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        "how (?:strong|robust|reliable|convincing|solid) (?:is|are) (?:the|this|that|your|their) (?:evidence|case|argument|claim|proof|data)|evidence (?:for|against)|can (?:we|i|you|one) (?:really )?(?:trust|conclude|infer|rely on|be sure)|strongest (?:arguments?|case|objections?)|both (?:ways|sides)|(?:make|build|lay out) the case|(?:the )?case (?:for|against)|arguments? (?:for|against)|(?:think|thoughts?|reason|consider|decide|judge|determine|unsure|torn|debating) (?:about |on )?(?:whether|between)|whether (?:or not )?[^.?!\\n]{3,80} or |is it (?:better|fair|rational|wise|worth|justified|right|wrong|smart|legal|ethical|just|safe to conclude)|worth it|(?:does it|do they|can it|is it|would it) ever|makes? sense (?:to|for)|convince me|how you(?:'d|’d| would)|describe what (?:happens|would)|better to [^.?!\\n]{3,} or|what (?:should|would) (?:weigh|you (?:do|choose|pick|recommend|change|advise|conclude))|how (?:should|would|do) (?:i|we|you|one) (?:think about|decide|choose|weigh|judge|interpret|evaluate|respond)|flaws?|what(?:'s| is) wrong with (?:this|the|that|my) (?:argument|reasoning|logic|study|claim|proof|inference|conclusion)|outweighs?|(?:my|our|the|your) (?:options|leverage|choices|alternatives)\\b|negotiat\\p{L}+|walk-away|counter-?offers?|which (?:should|would) (?:i|we|you)|second opinion|reconcile|dilemma|devil's advocate|play out|rank (?:these|the|them|my|our|those)|least bad|right call|good idea to",
        'soll(?:en|te|ten|ten)? (?:ich|wir|man) [^.?!\\n]{3,} oder|lohnt (?:es )?sich|was spricht (?:für|gegen)|dafür und dagegen|beide seiten|wie (?:würdest|sollten|soll) (?:du|wir|ich) [^.?!\\n]{3,}(?:entscheiden|vorgehen)|urteil|faut-il|vaut-il mieux|vaut mieux|meilleur choix|devrais-je|devrions-nous|debería(?:mos)?|conviene|vale la pena|qué es mejor|es mejor|conviene|dovrei|dovremmo|è meglio|vale a pena|devo|deveríamos|é melhor|стоит ли|лучше ли|что лучше|как проверить|аргумент\\p{L}*|czy warto|co lepiej|moet ik|moeten we',
      ],
      [
        '应该.{0,30}还是',
        '是否应该',
        '值得',
        '怎么办',
        '可能的原因',
        '原因有哪些',
        '如何验证',
        'べきか',
        'べきでしょうか',
        'どちらが',
        '選択肢',
        '欠点',
        '해야 할까',
      ],
    ),
  },
  {
    task,
    sign: 'a why with a premise',
    weight: 3,
    pattern:
      /\bwhy (?:is|are|does|do|did|was|were|would|has|have|can't|don't|doesn't|didn't|isn't|aren't)\b[^?\n]{6,}\b(?:if|even (?:though|when|if)|although|though|despite|yet|given that|instead of|rather than|and not|but not|whereas)\b[^?\n]{4,}\?/i,
  },
  {
    task,
    sign: 'logic',
    weight: 3,
    pattern: inAnyLanguage(
      [
        "implies|if and only if|necessarily|does it follow|follows? (?:logically )?(?:that|from)|must (?:it|one|they|some|all) be|\\p{L}+er than [^.?!\\n]{1,30}[,.;][^?]{1,80}\\p{L}+er than|all but|who (?:is|was) (?:lying|telling the truth|the (?:liar|thief|killer|spy|culprit|oldest|youngest|tallest|shortest))|labels? (?:is|are) wrong|truth-?tellers?|liars?|(?:which|what) (?:number|letter|figure|shape|word|term) (?:comes|is|follows) next|next (?:number|term|element|letter) in|(?:complete|continue) the (?:sequence|series|pattern)|twice as (?:many|old|much|long|fast|far)|(?:half|three times|four times) as (?:many|old|much|long)|in how many (?:years|days|hours|minutes|ways|weeks)|how long (?:will|would|do|does|did) (?:they|it take them|(?:the )?(?:\\d+|two|three|four|five|six)|both|all) [^.?!\\n]{0,60}(?:take|need|last|together)|how (?:many|much)[^.?!\\n]{3,60}(?:are|is|were|was|will be|would be) (?:left|remaining|needed)|how (?:many|much) (?:has|have|does|do|did) each|shortest (?:total )?(?:time|path|route)|fewest|one more than|weigh(?:s|ing)? (?:different|less)|two at a time|can't be (?:next|left|in|on)",
        'doppelt so|halb so|wann treffen|welche zahl|folgt daraus|deux fois plus|dentro de cuántos|en cuántos (?:años|días|minutos)|el doble|la mitad de|combien de temps (?:faut|mett)\\p{L}*|il doppio|o dobro|вдвое|в два раза|через сколько|tweemaal zo|dwa razy',
      ],
      [
        '几小时',
        '几天',
        '几分钟',
        '至少需要',
        '谁在',
        '余り',
        '何時間',
        '何分',
        '何日',
        '何人',
        '두 배',
        '몇 시간',
      ],
    ),
  },
  {
    task,
    sign: 'conditions to plan around',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        "(?:schedule|assign|allocate|arrange|seat|fit|split|divide|distribute|organi[sz]e|optimi[sz]e|budget|plan|prioriti[sz]e|reschedule)\\P{L}[\\s\\S]{0,200}(?:can(?:'t|not)|must|only|needs?|before|after|without|at (?:least|most)|no more than|within|budget|limit|avoid|constraints?|\\d+\\s?(?:€|\\$|k|euros|dollars|hours|h|days|people))",
        '(?:mach|erstell|plan)\\p{L}*\\P{L}[^.?!\\n]{0,40}plan\\p{L}*|(?:hazme|haz|dame|necesito) (?:un|el) plan|(?:fais|faites)(?:-moi)? un plan|fammi un piano|faz(?:-me)? um plano|составь план|zrób (?:mi )?plan|maak een plan',
      ],
      ['安排', '予算', '予定を'],
    ),
  },
  {
    task,
    sign: 'how to keep something from going wrong',
    weight: 2,
    pattern: allOf(
      words(
        'how (?:do|can|would|should|could) (?:we|you|one) (?:\\p{L}+ )?(?:keep|prevent|avoid|guarantee|ensure|make sure|handle|reconcile|balance|decide|choose|know|detect|recover|migrate|scale|reduce|cut)',
        'how (?:would|should) (?:we|you|i|one)',
        'what (?:would|should|do) (?:we|you) (?:do|change|build|try|recommend|suggest)',
        'what experiments?|which experiments?',
        'without (?:a single|ever|any|losing|breaking|downtime)',
      ),
      words('we|our|us|team|company|system|service|users|customers|startup|patients?|clients?'),
      /^[^]{40}/,
    ),
  },
  {
    task,
    sign: 'a how-to that takes planning',
    weight: 2.5,
    pattern: words(
      'how (?:do|can|could|would|should|might) (?:i|we|you|one) (?:best )?(?:forecast|negotiate|shard|partition our|structure (?:a|an|our|my|the) (?!class|file|project)|derive|prove|architect|design|weigh|phase out|value (?:a|an|our|my)|allocate|hedge)',
      'how (?:do|can|could|would|should|might) (?:i|we|you|one) (?:build|make|run|operate) (?:a|an|our|the) (?:\\p{L}+[ -]){0,4}(?:system|platform|marketplace|service|lock|pipeline|organi[sz]ation|chat|market) (?:\\p{L}+ )?(?:with|that|when|without|so|for|across|under|which)',
    ),
  },
  {
    task,
    sign: 'what could or should be',
    weight: 2,
    pattern: inAnyLanguage(
      [
        '(?:^|[.!?,;:]\\s+)(?:so |and |but |then )?(?:would|could|should|might) (?!you |it be (?:possible )?(?:for you )?to |i (?:get|have|see|be) )(?:\\p{L}+[ -]){3,}\\p{L}+',
        'how (?:would|could|might|should) (?!you (?:say|spell|write|translate|pronounce)|i (?:say|write|spell))(?:\\p{L}+ ){2,}\\p{L}+',
        "what should (?:a|an|the|my|our|we|they|he|she|\\p{L}+s) (?:\\p{L}+ ){2,}\\p{L}+|under (?:what|which) (?:assumptions?|conditions?|circumstances)|in what sense|what (?:follows|lessons?|general|assumptions?|determines|drives|limits|makes [^.?!\\n]{3,40} (?:possible|hard|difficult|so))|tells? us (?:anything |something )?about|compatible with|consistent with|what does it mean (?:for|if|that|when)|help me (?:think|decide|weigh)|think (?:it|this|that) through|where (?:is|are|was) the (?:error|mistake|flaw|catch|fallacy)|what (?:is|'s) the (?:error|mistake|catch|best (?:move|strategy|response|bid|play|order|option))|how (?:do|would) you (?:know|justify|explain)|comment on|comment\\.$|criticis?e|sketch (?:the|an) (?:argument|proof|idea)|show (?:that|the|there|how|why|your assumptions)|explain (?:how|why|what) [^.?!\\n]{8,}(?:limits?|affects?|implies|means|works? when|leads?|prevents?|fails?)|reduce (?:the )?\\p{L}*[-\\d]*\\p{L}* ?(?:problem )?to |valid(?:ity)?|sound argument|how come|unique(?:ness)?|linear program\\p{L}*",
        'womit (?:anfangen|beginnen)|wo(?:mit)? (?:fange|sollte|soll) (?:ich|man|wir)|was (?:empfiehlst|rätst|würdest|kann|sollte|soll) (?:du|ich|man|wir)|was (?:tun|nun)|par où commencer|que (?:faire|faut-il faire|puis-je faire)|qué (?:puede|podría) ser|qué (?:hago|hacer|puedo hacer|debo hacer)|por dónde (?:empezar|empiezo)|qué factores|da dove (?:comincio|cominciare)|che (?:fare|cosa (?:fare|devo fare))|por onde (?:começar|começo)|o que (?:fazer|devo fazer)|с чего начать|что (?:мне )?делать|как быть|в ч[её]м (?:может быть )?(?:причина|дело|ошибка)|от чего начать|od czego zacząć|co robić|waar (?:begin|moet) ik|nereden başla\\p{L}*|ne yapmalı\\p{L}*',
      ],
      [
        '从哪里(?:入手|开始)',
        '该怎么',
        '应该',
        '是否',
        '迷って',
        'どうすれば',
        '어떻게 해야',
        'ماذا أفعل',
        'ماذا يجب',
      ],
    ),
  },
  {
    task,
    sign: 'about affairs of their own',
    weight: 1.5,
    pattern: allOf(
      words(
        "our(?! (?:conversation|chat|discussion|last))|we're|we have|unser\\p{L}*|notre|nos|nuestr\\p{L}+|noss\\p{L}+|наш\\p{L}*|i have (?:two|three|an offer|been offered)|i'm \\d\\d|my (?:employer|landlord|boss|wife|husband|father|mother|sister|brother|son|daughter|tenant|company|startup|team|business)",
      ),
      /[?？]/,
      /^[^]{55}/,
    ),
  },
];
