import type { Question } from './question/question.ts';
import type { Token } from './question/token.ts';

const EARLIER =
  /\b(?:above|aforementioned|your (?:last|previous|earlier|first|second) (?:answer|message|response|reply|point)|you (?:just )?(?:said|wrote|mentioned|told|suggested|recommended)|as before|the (?:previous|earlier|former|latter|attached|following|first one|second one|third one|last one|other one|same one)|earlier|go on|continue|keep going|tell me more|elaborate|what about|how about|and (?:for|in|with|on|the)|attached|attachment|the (?:answer|email|code|text|file|image|picture|document|error|message|paragraph|sentence|list|table) (?:as|in|into|to|again|please|above|more|less|below))\b/;
const EARLIER_AT_START = /^(?:and|also|but|what about|how about|then|same)\b/;
const POINTERS = new Set(['this', 'these', 'those']);
/** "it" and "them" need something before them in the text; "it" may also stand for nothing ("is it safe to"). */
const PRONOUNS = new Set(['it', 'them', 'they', 'he', 'she', 'him', 'its', 'their', 'his', 'her']);
const EMPTY_IT =
  /\b(?:is|was|does|will|would|can|could|should|did|has|if|when|because|that|how long|how much) it (?:\w+ ){0,3}?(?:to|that|if|for|take|takes|took|cost|costs|rain|rains|snow|matter|mean|possible|worth|like|called)\b|\bit (?:is|was|takes|costs|rains|snows|seems|means|depends|would be)\b|\btime is it\b|\bworth it\b/;
/** Enough said before a pronoun for it to mean that. */
const ANTECEDENT = 2;

/** A reason if the text points at something that it does not hold: "fix it", "summarise this", "your last answer". */
export function refersOutside({ text, unwrapped, content }: Question): string | null {
  // What follows a colon or stands in a block of code or on lines of its own is what the text points at.
  const holdsIt = /:\s+\S|\n|```/.test(text);
  const lower = text.toLowerCase();
  const earlier = holdsIt ? null : (EARLIER.exec(lower) ?? EARLIER_AT_START.exec(lower));
  if (earlier !== null) return `refers to something outside: ${earlier[0]}`;
  if (holdsIt) return null;
  for (const [index, token] of unwrapped.entries()) {
    if (token.kind !== 'word' || token.quoted) continue;
    const pointing =
      POINTERS.has(token.text) ||
      (token.text === 'that' && isPointer(unwrapped, index)) ||
      (PRONOUNS.has(token.text) &&
        saidBefore(unwrapped, index) < ANTECEDENT &&
        !(token.text === 'it' && EMPTY_IT.test(lower)));
    if (pointing) return `refers to something outside: ${token.raw.toLowerCase()}`;
  }
  return content.length === 0 ? 'says nothing by itself' : null;
}

/** "explain that", "that thing"; not the joining "a word that rhymes", "that is why I". */
function isPointer(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const alone = after === undefined || after.kind === 'mark';
  const verbBefore =
    before !== undefined &&
    /^(?:do|does|did|is|was|about|fix|explain|mean|say|delete|change|like|with|of|for|to|use|why|how|what|run|make|undo|shorten|translate|summarize|summarise|rewrite|repeat)$/.test(
      before.text,
    );
  return (
    alone ||
    (before === undefined
      ? true
      : verbBefore && !/^(?:i|we|you|he|she|they|it|the|a|an|is|are|my)$/.test(after.text))
  );
}

/** How many words with content stand before a place in the text. */
function saidBefore(tokens: readonly Token[], index: number): number {
  return tokens.slice(0, index).filter((token) => token.kind !== 'mark' && isContent(token)).length;
}

const isContent = (token: Token): boolean =>
  token.kind !== 'word' ||
  token.quoted ||
  (token.text.length > 2 &&
    !/^(?:how|what|why|when|where|who|which|the|and|for|you|can|could|should|would|does|did|are|was|will|please|explain|tell|show|about|with|from|have|has|not|make|get|do|is|it)$/.test(
      token.text,
    ));
