import type { TaskType } from '../turn/chat-request.ts';

/** A sign of a task: where the pattern is found in the user's text, the task gains (or loses) the weight. */
export interface TaskFeature {
  readonly task: Exclude<TaskType, 'other'>;
  readonly sign: string;
  readonly pattern: RegExp;
  readonly weight: number;
}

const LANGUAGES =
  'python|javascript|typescript|java|kotlin|swift|golang|rust|ruby|php|c\\+\\+|c#|scala|haskell|elixir|perl|bash|sql|html|css|react|django|node(?:\\.?js)?|regex|dockerfile|terraform|yaml|pandas|numpy|vue|express';
const CODE_THINGS =
  'function|class|method|script|program|code|tests?|component|endpoint|api|query|regex|regular expression|algorithm|module|cli|parser|snippet|dockerfile|makefile|type definitions?|hook|schema|cache|queue|server|daemon|middleware|linked list|hash map|binary tree|(?:web|html) ?(?:site|page|app)|crawler|scraper|one-liner|migration';
const MAKE = 'write|create|implement|build|generate|develop|make|add|code|give me|need|show me';
const MEND = 'fix|debug|refactor|optimi[sz]e|rewrite|port|convert|migrate|extend|review|clean up';

/** Weights: 3 decides alone, 2 is strong, 1 supports. Negative ones hold back a neighbour's false alarm. */
export const TASK_FEATURES: readonly TaskFeature[] = [
  { task: 'code_generation', sign: 'code fence', weight: 2, pattern: /```/ },
  {
    task: 'code_generation',
    sign: 'names a language',
    weight: 1,
    pattern: new RegExp(`(?<!\\w)(?:${LANGUAGES})(?!\\w)`, 'i'),
  },
  {
    task: 'code_generation',
    sign: 'make a piece of code',
    weight: 3,
    pattern: new RegExp(`\\b(?:${MAKE})\\b[^.?!\\n]{0,60}\\b(?:${CODE_THINGS})\\b`, 'i'),
  },
  {
    task: 'code_generation',
    sign: 'mend a piece of code',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MEND})\\b[^.?!\\n]{0,60}\\b(?:${CODE_THINGS}|bug|error|crash|compile|${LANGUAGES})(?!\\w)`,
      'i',
    ),
  },
  {
    task: 'code_generation',
    sign: 'make something in a language',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MAKE}|${MEND}|translate|sort|read|parse|how (?:do|can|to))\\b[^.?!\\n]{0,80}\\b(?:in|using|with|to) (?:${LANGUAGES})(?!\\w)`,
      'i',
    ),
  },
  {
    task: 'code_generation',
    sign: 'an error as programs print it',
    weight: 2,
    pattern:
      /\b(?:\w*Error|\w*Exception|segmentation fault|stack ?trace|traceback|undefined is not|cannot find module)\b/,
  },
  {
    task: 'code_generation',
    sign: 'code outside of a fence',
    weight: 2,
    pattern:
      /^\s*(?:def |class |function |const |let |import |#include|public |SELECT |fn |func )|=>|\);\s*$|\{\s*$/m,
  },

  {
    task: 'complex_reasoning',
    sign: 'asks for a proof',
    weight: 3,
    pattern: /\b(?:prove|proof|disprove|derive|derivation|show that|by induction)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'step by step',
    weight: 2,
    pattern:
      /\b(?:step[- ]by[- ]step|think (?:carefully|through|hard)|reason (?:through|about)|show your (?:work|reasoning)|work out)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'weighs against each other',
    weight: 2,
    pattern:
      /\b(?:trade-?offs?|pros and cons|advantages and disadvantages|weigh|versus|compare|evaluate|critique|assess)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'a plan or a strategy',
    weight: 3,
    pattern:
      /\b(?:(?:design|plan|architect|devise|develop|propose|work out)\b[^.?!\n]{0,60}\b(?:architecture|system|strategy|roadmap|plan|schedule|migration|experiment|policy|protocol|approach|itinerary|budget)|(?:strategy|roadmap) for)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'analyses',
    weight: 3,
    pattern:
      /\b(?:analy[sz]e|root causes?|implications|second-order|game[- ]theor\w+|counter-?arguments?|justify|diagnose|rigorous|should (?:we|i|one|they)|best strategy|what would happen if|under what conditions)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'a puzzle of quantities',
    weight: 2,
    pattern:
      /\b(?:how many (?:ways|different)|probability|expected value|optimal|maximi[sz]e|minimi[sz]e|constraints?|puzzle|logically|feasible|puts? .* exactly once)\b/i,
  },
  {
    task: 'complex_reasoning',
    sign: 'conditions that must all hold',
    weight: 2,
    pattern:
      /\b(?:must|cannot|exactly|at least|at most|given that|subject to|unless)\b[\s\S]{0,160}\b(?:must|cannot|exactly|at least|at most|given that|subject to|unless)\b/i,
  },

  {
    task: 'summarisation',
    sign: 'summarise',
    weight: 3,
    pattern:
      /\b(?:summari[sz]e|summari[sz]ing|summary|tl;?dr|recap|condense|sum up|key (?:points|takeaways)|main points|in a nutshell|abstract of|boil (?:this|it) down)\b/i,
  },
  {
    task: 'summarisation',
    sign: 'short version',
    weight: 2,
    pattern: /\b(?:shorten|short version|brief overview|gist)\b/i,
  },
  {
    task: 'translation',
    sign: 'translate',
    weight: 4,
    pattern: /\b(?:translate|translation|traduce|traduis|traduire|traduci)\b|übersetz/i,
  },
  {
    task: 'translation',
    sign: 'say in a language',
    weight: 4,
    pattern:
      /\b(?:in|into|to|auf) (?:french|german|spanish|italian|portuguese|dutch|polish|russian|japanese|chinese|mandarin|korean|arabic|hindi|turkish|swedish|latin|deutsch|englisch)\b/i,
  },
  { task: 'extraction', sign: 'extract', weight: 4, pattern: /\b(?:extract|pull out|parse out|pick out)\b/i },
  {
    task: 'extraction',
    sign: 'list what is in a text',
    weight: 3,
    pattern:
      /\b(?:list|find|identify|return|get|collect) (?:all|every|each|only)?\s?(?:of )?(?:the )?[\w ,]{2,50}\b(?:mentioned|from (?:the|this|these)|in (?:the|this) (?:text|following|email|document|article|paragraph|contract|log|message|review|invoice))\b/i,
  },
  {
    task: 'extraction',
    sign: 'label a text',
    weight: 3,
    pattern: /\b(?:classify|categori[sz]e|label|tag) (?:the|this|these|each)\b/i,
  },
  {
    task: 'extraction',
    sign: 'as fields',
    weight: 1,
    pattern: /\b(?:as|in|into) (?:a |valid )?(?:json|csv|table)\b/i,
  },
  {
    task: 'creative',
    sign: 'a work of fiction or verse',
    weight: 4,
    pattern:
      /\b(?:write|compose|create|make up|tell|continue|invent|give|draft|need|sing)\b[^.?!\n]{0,60}\b(?:story|poem|haiku|sonnet|limerick|song|lyrics|novel|fairy ?tale|joke|screenplay|dialogue|scene|villain|(?:super)?hero|rap|fable|slogans?|taglines?|riddle|monologue|toast)\b/i,
  },
  {
    task: 'creative',
    sign: 'names and ideas',
    weight: 3,
    pattern:
      /\b(?:brainstorm|come up with|name ideas|imagine|suggest (?:some )?(?:fun |catchy |creative )?names)\b/i,
  },
  {
    task: 'creative',
    sign: 'a text for people',
    weight: 2,
    pattern:
      /\b(?:write|draft|compose)\b[^.?!\n]{0,40}\b(?:blog post|essay|speech|letter|tweet|caption|ad|birthday)\b/i,
  },

  {
    task: 'simple_qa',
    sign: 'asks who, what, when, where, which',
    weight: 2,
    pattern:
      /^\W*(?:(?:in|at|on|to|from|tell me) )?(?:the capital|who|what|when|where|which|whose|whats|define)\b/i,
  },
  {
    task: 'simple_qa',
    sign: 'asks how much or how many',
    weight: 2,
    pattern: /\bhow (?:many|much|old|tall|far|long|big|fast|high|deep|often|heavy|hot|cold|large)\b/i,
  },
  {
    task: 'simple_qa',
    sign: 'a yes-or-no question',
    weight: 2,
    pattern: /^\W*(?:is|are|was|were|does|do|did|can|has|have|will) (?!you\b|we\b|i\b)\w+/i,
  },
  {
    task: 'simple_qa',
    sign: 'what a thing is',
    weight: 1,
    pattern:
      /\b(?:capital|meaning|definition|population|abbreviation|acronym|stand for|mean|spell|synonym|plural|currency|author|invented|discovered|born|died|located)\b/i,
  },
  {
    task: 'simple_qa',
    sign: 'asks why or how',
    weight: 1,
    pattern: /^\W*(?:why|how) (?:is|are|do|does|did|was|were)\b/i,
  },
  {
    task: 'simple_qa',
    sign: 'points at something said before',
    weight: -3,
    pattern: /\b(?:this|these|those|above|it|(?:is|was|does|do|about|of) that|you (?:said|mean|think))\b/i,
  },
  {
    task: 'simple_qa',
    sign: 'asks for a judgement',
    weight: -2,
    pattern:
      /\b(?:implications|consequences|effects of|trade-?offs?|strategy|best way|should|arguments?|pros and cons|probability|prove|design)\b/i,
  },
];
