import type { Question } from './question/question.ts';
import type { Token } from './question/token.ts';
import { STOP_WORDS } from './words/stop-words.ts';

const EARLIER =
  /\b(?:the above|see above|above (?:text|code|example|table|list)|aforementioned|your (?:last|previous|earlier|first|second) (?:answer|message|response|reply|point)|did you (?:mean|say)|do you mean|you (?:just )?(?:said|wrote|mentioned|told me|suggested)|as before|the (?:previous|earlier|former|latter|attached|first one|second one|third one|last one|other one|same one)|keep going|tell me more|elaborate|attached (?:file|image|picture|document|photo|pdf)|the attachment|(?:give|write|show|put|format|translate) (?:me )?(?:the|your) (?:answer|response|output|result)|answer (?:as|in) )/;
const EARLIER_AT_START = /^(?:and|also|but|what about|how about|then|same|continue|go on|more)\b/;
const POINTERS = new Set(['this', 'these', 'those']);
const PRONOUNS = new Set(['it', 'its', 'them', 'they', 'their', 'he', 'his', 'him', 'she', 'her']);
/** "it" that stands for what follows, or for nothing: "is it safe to swim", "how much does it cost". */
const EMPTY_IT =
  /\b(?:is|was|does|will|would|can|could|should|did|has|if|when|because|that|long|much) it\b.*\b(?:to|if|that|when|for|rain|snow)\b|\bit (?:is|was|takes?|took|costs?|rains|snows|seems|depends|matters?|would be)\b|\btime is it\b|\bworth it\b|\bdoes it (?:cost|take|matter|mean)\b/;
/** After these, "that" points; else it joins, as in "a word that rhymes". */
const BEFORE_POINTER =
  /^(?:do|does|did|is|was|about|fix|explain|say|delete|like|of|for|to|why|how|run|undo|shorten|translate|summarize|summarise|rewrite|repeat)$/;
const AFTER_JOINER = /^(?:i|we|you|he|she|they|it|the|a|an|is|are|my|can|will|has|have)$/;
/** So many words with content must stand before a pronoun for it to mean one of them: the first may be the verb. */
const ANTECEDENT = 2;

/** A reason if the text points at something that it does not hold: "fix it", "summarise this", "your last answer". */
export function refersOutside({ text, unwrapped, content }: Question): string | null {
  // What follows a colon or stands on lines of its own is what the text points at.
  if (/:\s+\S|\n|```/.test(text)) return null;
  const lower = text.toLowerCase();
  const earlier = EARLIER.exec(lower) ?? EARLIER_AT_START.exec(lower);
  if (earlier !== null) return outside(earlier[0]);
  for (const [index, token] of unwrapped.entries()) {
    if (token.kind !== 'word' || token.quoted) continue;
    const said = saidBefore(unwrapped, index);
    if (POINTERS.has(token.text) && !(said >= ANTECEDENT && isNewClause(unwrapped, index)))
      return outside(token.text);
    if (token.text === 'that' && said < ANTECEDENT && isPointer(unwrapped, index)) return outside(token.text);
    if (PRONOUNS.has(token.text) && said < (token.text === 'it' ? ANTECEDENT : 1)) {
      if (token.text !== 'it' || !EMPTY_IT.test(lower)) return outside(token.text);
    }
  }
  return content.length === 0 ? 'says nothing by itself' : null;
}

const outside = (word: string): string => `refers to something outside: ${word.trim()}`;

/** "explain that", "that thing"; not the joining "a word that rhymes". */
function isPointer(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (before === undefined || after === undefined || after.kind === 'mark') return true;
  return BEFORE_POINTER.test(before.text) && !AFTER_JOINER.test(after.text);
}

const saidBefore = (tokens: readonly Token[], index: number): number =>
  tokens.slice(0, index).filter((token) => token.kind !== 'mark' && !STOP_WORDS.has(token.text)).length;

/** Something was said in an earlier sentence or clause, so that "this" may mean it. */
const isNewClause = (tokens: readonly Token[], index: number): boolean =>
  tokens.slice(0, index).some((token) => token.kind === 'mark');
