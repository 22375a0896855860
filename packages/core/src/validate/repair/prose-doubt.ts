/** Closing courtesies, and offers of more: what they say of changes is not said of the value. */
const COURTESY =
  /(?:^|(?<=[.!?\n]))\s*(?:please )?(?:let me know|feel free|if you (?:need|want|would|'d|’d|have|prefer)|i can also|would you like|i hope|hope (?:this|that))[^.!?\n]*[.!?\n]?/gi;
/** "I couldn't find a date, so I left it empty": something is missing, and the answer stands all the same. */
const MADE_DO =
  /[^.!?\n]*\b(?:so|therefore|hence|thus|and) (?:i|we|it|the \w+) (?:\w+ )?(?:left|set|used|put|marked|chose|assumed|took|gave|is|are|was)\b[^.!?\n]*/gi;

const REFUSAL =
  /\b(?:i(?:'m|’m| am)|we(?:'re|’re| are)) (?:\w+ )?(?:unable|not able|afraid|not comfortable|not allowed)\b|\b(?:i|we) (?:\w+ )?(?:can(?:'|’)?t|cannot|can not|couldn(?:'|’)t|could not|won(?:'|’)t|will not|(?:do not|don(?:'|’)t) (?:have|know|see)|refuse|decline|must decline) (?!wait\b|find any)|\bsorry,? (?:no\b|but i (?:can|could|do|am|won)|i (?:can|could|do|am|won))|\bas an ai\b|\b(?:not|isn(?:'|’)t|is not|wasn(?:'|’)t|without) (?:enough|sufficient) (?:information|context|data|detail)|\b(?:it is|it's|it’s) (?:not possible|impossible)|kann ich (?:\S+ ){0,4}nicht\b|\bich kann (?:\S+ ){0,5}nicht\b|je ne peux pas|no puedo|non posso|não posso|nie mogę|не могу|无法|無法|できません|할 수 없/i;

const EXAMPLE =
  /\bfor (?:example|instance)\b|\be\.g\.|\b(?:an?|one|another|some|just|only|typical|possible|hypothetical|generic|purely) (?:\w+ )?(?:examples?|sample|template|placeholder|illustration|mock-?up|skeleton)\b|^\W*(?:example|sample|template)\b|\bhypothetical|\b(?:is|are|as|with|just|only) (?:a )?placeholders?\b|\bplaceholder (?:values?|data|answer|json|object|text)\b|\bdummy\b|\bmade[- ]up\b|\bfictional\b|\bfictitious\b|\billustrat\w+|\b(?:look|looks|looking) (?:something |roughly |a bit )?like\b|\bsomething like\b|\bwould (?:look|be|read|return|give|have|then)\b|\b(?:it|this|that|output|answer|result|response|json|object) (?:could|might|may) (?:be|look|read)\b|\b(?:if|had) (?:it|the|this|he|she|they) (?:\w+ )?(?:had|were|was)\b|\bnot (?:a |an |the |my )?(?:real|actual|final)\b|zum beispiel|beispielsweise|ein beispiel|könnte so|sähe so|par exemple|un exemple|por ejemplo|un ejemplo|ad esempio|un esempio|por exemplo|um exemplo|na przykład|например|例えば|例如|예를 들어/i;

/** Right in front of a value: it is somebody else's, or a former one. */
const NOT_MINE =
  /(?:^|[.!?\n]\W*)(?:the )?(?:output|expected|required|response) (?:format|schema|shape|structure)\W*$|\b(?:my (?:earlier|first|previous|last) (?:\w+ )?(?:was|is|said)|you (?:\w+ )?(?:said|gave|sent|provided|wrote|asked|pasted|quoted|entered)(?: me)?|your (?:own |previous |original )?(?:input|example|json|message|draft|text|object|data|request)(?: was| is| said| reads)?|the (?:input|original|previous|earlier|former|old|wrong|incorrect|first|draft|user(?:'|’)s|customer(?:'|’)s)(?: \w+)?(?: was| is| said| reads)?|instead of|rather than|not|never|previously|formerly|do(?:n(?:'|’)t| not) (?:return|use|answer|send)|avoid|invalid|wrong|incorrect|bad)\W*$/i;

/** After a value: another one should stand in its place. */
const CORRECTED =
  /\b(?:actually|correction|corrected|scratch that|on second thought|on reflection|i (?:made|see) (?:a|an|my) (?:mistake|error)|my mistake|oops|wait\b|hold on|let me (?:fix|correct|redo|revise|rephrase|try again)|(?:should|must) (?:have been|instead|rather|actually|read)|should be (?:"|'|\d|null|true|false|lower|higher|positive|negative|neutral|mixed)|ignore (?:that|this|the above)|(?:is|was|were) (?:wrong|incorrect|inaccurate|not (?:right|correct|valid))|(?:do not|don(?:'|’)t) (?:use|trust|rely)|the (?:correct|right|real|final|actual) (?:\w+ )?(?:is|would|should|answer|value|one)|moment|korrektur|eigentlich|en fait|en realidad|in realtà|na verdade|на самом деле)\b/i;

const FENCE = /```[\w-]*/g;

/**
 * Why the words around a value say that it is not the answer; null where they don't. A refusal with an example in it, a
 * quotation, and a value that is taken back right after satisfy the schema as well as an answer does.
 */
export function proseDoubt(before: string, after: string): string | null {
  const lead = plain(before);
  const rest = plain(after);
  for (const prose of [lead, rest]) {
    if (REFUSAL.test(prose.replaceAll(MADE_DO, ' ')))
      return 'the words around it say that there is no answer';
    if (EXAMPLE.test(prose)) return 'the words around it call it an example';
  }
  if (NOT_MINE.test(lead)) return 'the words before it say that it is not the answer';
  return CORRECTED.test(rest) ? 'the words after it take it back' : null;
}

/** What is said of a value is said beside it, or first or last of all. */
const NEAR = 700;

function plain(prose: string): string {
  const near = prose.length <= 2 * NEAR ? prose : `${prose.slice(0, NEAR)}\n${prose.slice(-NEAR)}`;
  return near
    .replaceAll(FENCE, ' ')
    .replaceAll(/https?:\S+/g, ' ')
    .replaceAll(COURTESY, ' ')
    .trim();
}
