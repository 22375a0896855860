import type { Modality, QuestionClass } from './question-class.ts';

/** A way to begin or wrap a question: which class it tells, and the content it stands for. */
export interface Frame {
  readonly pattern: RegExp;
  readonly class: QuestionClass;
  readonly modality?: Modality;
  /** Content words that the frame stands for: "how tall" → "height". */
  readonly adds?: string;
  /** Only the class is read off; the words stay. */
  readonly keeps?: boolean;
}

const ME = '(?:i|we|you|one|someone|somebody|anyone|people|a person)';
const GOOD =
  '(?:(?:best|right|proper|correct|easiest|simplest|good|easy|simple|quick|usual|normal|standard|common|recommended|preferred|only|exact|official|possible) )*';
const WAY =
  '(?:way|ways|method|methods|process|procedure|steps|step|approach|technique|instructions|trick|command|syntax|code)';
const DO = '(?:do|does|did|can|could|would|should|shall|will|might|may|must)';

export const FRAMES: readonly Frame[] = [
  {
    pattern:
      /\b(?:what is|what are|what was|what) (?:the )?(?:main |most common |likely )?(?:reason|reasons)(?: for| why| that| behind| of)?\b/,
    class: 'why',
  },
  {
    pattern:
      /\b(?:why (?:is it that|do|does|did|is|are|was|were|would|will|can|could|should|has|have)?|how come|for what reason|what makes)\b/,
    class: 'why',
  },
  { pattern: /\bexplain(?: to me)? why\b/, class: 'why' },
  {
    pattern:
      /\bhow (?:long|much time|many (?:days|hours|minutes|weeks))(?= (?:do|does|did|will|would|should|is|are|it|to|can|must|before|until))/,
    class: 'duration',
  },
  { pattern: /\bhow much (?=[^.]*\bweigh\b)/, class: 'what', adds: 'weight' },
  {
    pattern:
      /\b(?:how much|what|convert|calculate|compute|evaluate|work out)(?: is| are| does| do)?(?: (?:equal|the value of))? (?=0\b)/,
    class: 'what',
  },
  // "How many grams is 2 cups": the unit is what the question is about.
  { pattern: /\bhow many(?= [a-z]+ (?:is|are|does|do|in|equals?) 0\b)/, class: 'what' },
  {
    pattern:
      /\bhow much (?:is|are|was|were|would|will|do|does|did|can|should)\b(?=.*\b(?:cost|charge|pay|expect to pay)\b)/,
    class: 'what',
    adds: 'cost',
  },
  { pattern: /\bhow much (?:is|are|was|were|for)(?: it)?\b/, class: 'what', adds: 'cost' },
  { pattern: /\bhow (?:expensive|costly) (?:is|are|was|were)(?: it)?\b/, class: 'what', adds: 'cost' },
  {
    pattern: /\b(?:what is |what are |what )?(?:the )?(?:total )?(?:number|amount|quantity|count) of\b/,
    class: 'amount',
  },
  { pattern: /\bhow (?:much|many)\b/, class: 'amount' },
  { pattern: /\bhow (?:tall|high) (?=is\b|are\b|was\b|were\b|does\b|do\b)/, class: 'what', adds: 'height' },
  { pattern: /\bhow (?:big|large) (?=is\b|are\b|was\b|were\b|does\b|do\b)/, class: 'what', adds: 'size' },
  {
    pattern: /\bhow old (?=is\b|are\b|was\b|were\b|do\b|does\b|must\b|should\b)/,
    class: 'what',
    adds: 'age',
  },
  { pattern: /\bhow far(?: away)? (?=is\b|are\b|was\b)/, class: 'what', adds: 'distance' },
  { pattern: /\bhow fast (?=is\b|are\b|was\b|does\b|do\b)/, class: 'what', adds: 'speed' },
  { pattern: /\bhow heavy (?=is\b|are\b|was\b)/, class: 'what', adds: 'weight' },
  { pattern: /\bhow deep (?=is\b|are\b|was\b)/, class: 'what', adds: 'depth' },
  { pattern: /\bhow wide (?=is\b|are\b|was\b)/, class: 'what', adds: 'width' },
  { pattern: /\bhow (?:hot|cold|warm) (?=is\b|are\b|was\b)/, class: 'what', adds: 'temperature' },
  { pattern: /\b(?:how (?:often|frequently|regularly)|with what frequency)\b/, class: 'what', adds: 'often' },
  { pattern: /\b(?:at )?what time\b|\b(?:on )?(?:what|which) (?:date|day)\b(?! of)/, class: 'when' },
  { pattern: /\b(?:from )?(?:what|which) (?:place|location|address|website|store|shop)\b/, class: 'where' },
  { pattern: /\b(?:what|which) person\b/, class: 'who' },
  {
    pattern: new RegExp(
      `\\b(?:what|which) (?:is|are|would be|was)?(?: the| a| an| some| your)? ?${GOOD}${WAY}(?: (?:(?:for|of|to|in which|by which)(?: ${ME} (?:can|could|should))?|(?:${ME} (?:can|could|should|need to|use to|must|have to|take to)(?: (?:take|use|follow))?(?: to)?|(?:do|should|must|can|would) ${ME} (?:use|take|follow|need)(?: to)?(?: take)?(?: to)?))(?: go about)?)?(?= |$)`,
    ),
    class: 'how',
  },
  {
    pattern: new RegExp(
      `\\b(?:is|are) there (?:a|an|any|some) ${GOOD}${WAY}(?: (?:for me to|for|of|to|(?:i|we|you) can))?(?= |$)`,
    ),
    class: 'how',
  },
  {
    pattern:
      /\bwhat (?:do|should|must|can|would|does|shall) (?:i|we|you|one|someone) (?:need |have |got )?(?:to )?do (?:if (?:i|we|you) (?:want|need|wish|would like) to|in order to|to)\b/,
    class: 'how',
  },
  { pattern: /\bwhat (?:is|are) (?:involved in|required to|needed to|necessary to)\b/, class: 'how' },
  {
    pattern: new RegExp(
      `\\b(?:the )?${GOOD}(?:steps|instructions|guide|tutorial|ways?|methods?|procedure|process) (?:for|to|of|on how to)\\b`,
    ),
    class: 'how',
  },
  {
    pattern: new RegExp(
      `\\bhow ${DO} ${ME} (?:(?:best|properly|correctly|safely|easily|quickly|go about|be able to|have to|need to|manage to|get to) )*`,
    ),
    class: 'how',
  },
  {
    pattern:
      /\b(?:explain|describe)(?: to me)? how\b(?: (?:do|does|to)\b)?|\bhow to (?:best |properly |correctly |easily |quickly |go about )*/,
    class: 'how',
  },
  { pattern: /\bhow (?:do|does|did|is|are|was|were|can|could|would|should|will|has|have)\b/, class: 'how' },
  { pattern: /\bhow\b/, class: 'how', keeps: true },
  {
    pattern:
      /\bwhen(?: exactly)?(?= (?:do|does|did|is|are|was|were|can|could|will|would|should|must|has|have|am|shall|might|may|to)\b)/,
    class: 'when',
  },
  {
    pattern:
      /\bwhere(?: exactly)? (?:(?:can|could|do|does|should|would|might|will|must|is|are|was|were|did)(?: (?:i|we|you|one))?)(?: (?:find|locate|located))?\b/,
    class: 'where',
  },
  { pattern: /\bwho(?:m|se)?\b/, class: 'who', keeps: true },
  { pattern: /\bwhere\b/, class: 'where', keeps: true },
  {
    pattern:
      /\bwhat (?:is|are) meant by\b|\bwhat (?:is|are) (?:the|a) (?:meaning|definition|concept) (?:of|behind)(?! life)\b/,
    class: 'what',
  },
  {
    pattern:
      /\b(?:meaning|definition|explanation) of\b(?! life)|\b(?:explain|define|describe)(?: to me)?(?: what)?(?: the (?:meaning|definition|concept|idea) of)?\b/,
    class: 'what',
  },
  {
    pattern: /\b(?:what|which) (?:is|are|was|were|do|does|did)(?= .*\b(?:mean|stand for|denote)$)/,
    class: 'what',
  },
  { pattern: /\b(?:what|which)\b/, class: 'what', keeps: true },
  {
    pattern:
      /\b(?:am i|are we|are you|is one|is someone|is anyone) (?:allowed|permitted|able|free|entitled)(?: to)?\b/,
    class: 'yes-no',
    modality: 'can',
  },
  {
    pattern:
      /\b(?:is|would) it (?:be )?(?:ok|okay|possible|allowed|permitted|fine|alright|acceptable|permissible|all right)(?: (?:for (?:me|us|one|someone) to|if (?:i|we|you)|to|that (?:i|we)))?\b/,
    class: 'yes-no',
    modality: 'can',
  },
  {
    pattern:
      /\b(?:is|would) it (?:be )?(?:necessary|required|mandatory|compulsory|obligatory|needed)(?: (?:for (?:me|us|one) to|that (?:i|we)|to))?\b/,
    class: 'yes-no',
    modality: 'must',
  },
  {
    pattern:
      /\b(?:is|would) it (?:be )?(?:advisable|recommended|a good idea|wise|sensible|better|best|worth it)(?: (?:for (?:me|us) to|if (?:i|we)|to))\b/,
    class: 'yes-no',
    modality: 'should',
  },
  {
    pattern:
      /^(?:do|does|will|would) (?:(?:i|we|you|one) )?(?:need|have)(?: to(?: have)?)\b|^(?:do|does|will|would) (?:i|we|you|one) need\b/,
    class: 'yes-no',
    modality: 'must',
  },
  {
    pattern: /^(?:am i|are we) (?:required|obliged|supposed|expected|obligated) to\b/,
    class: 'yes-no',
    modality: 'must',
  },
  {
    pattern:
      /^(?:is|are|will|would|does|do)(?= .*\b(?:required|needed|necessary|mandatory|compulsory|obligatory)(?:$| (?:for|in|at|on|to|if|when|by)\b))/,
    class: 'yes-no',
    modality: 'must',
  },
  {
    pattern:
      /^(?:do|does|will|would) you (?:guys )?(?:have|offer|sell|provide|stock|carry|do|got|serve)(?! (?:my|our|your|me|it|they|them)\b)(?: any| a| an| some)?\b|^have you got(?: any| a| some)?\b|^(?:is|are|was|were|will) there(?: be)?(?: any| a| an| some)?\b/,
    class: 'yes-no',
  },
  {
    pattern: /^(?:is|are)(?= .*\b(?:allowed|permitted|possible|ok|okay)$)/,
    class: 'yes-no',
    modality: 'can',
  },
  { pattern: /^(?:is|are)(?= .*\b(?:allowed|permitted)\b)/, class: 'yes-no', modality: 'can' },
  { pattern: /^(?:is|are)(?= .*\b(?:available|offered|provided)\b)/, class: 'yes-no' },
  { pattern: /^must\b|\bmust i\b/, class: 'yes-no', modality: 'must' },
  { pattern: /^should\b|\bshould i\b/, class: 'yes-no', modality: 'should' },
  {
    pattern: /^(?:can|could|may)\b|[,.] (?:can|could|may) (?=i\b|we\b|you\b)/,
    class: 'yes-no',
    modality: 'can',
  },
  { pattern: /^might\b/, class: 'yes-no', modality: 'might' },
  {
    pattern: /(?:^|[,.] )(?:is|are|was|were|do|does|did|has|have|had|will|would|am|shall)\b/,
    class: 'yes-no',
    keeps: true,
  },
  { pattern: /^translate(?= .*\b(?:to|into|in)\b)/, class: 'what' },
  {
    pattern:
      /^(?:write|create|generate|draft|compose|make|design|suggest|recommend|translate|rewrite|rephrase|summarize|summarise|fix|debug|refactor|implement|book|order|remind|call|play|send|schedule|buy|brainstorm|imagine|act|pretend|tell|give|name|build|develop|plan|outline|edit|proofread|improve)\b/,
    class: 'command',
    keeps: true,
  },
  {
    pattern:
      /\b(?:i|we) (?:want|need|would like|am trying|am looking|wish|would love|am hoping|hope|have) to\b/,
    class: 'wish',
  },
];
