import type { MessageRequest } from '../request-check.ts';
import { lastUserText } from '../request-text.ts';

/** How a program asks for the rest of an answer. */
const GO_ON = /\banswer (?:broke off|was cut|stopped)\b|^(?:please )?(?:continue|go on)\.?$/i;
/** Characters of the broken answer's end that are looked for in the whole one. */
const SEAM = 24;

/**
 * What is missing of an answer that broke off, where the last message asks for it and the whole answer can be written
 * again; undefined where not.
 */
export function restOfAnswer(
  request: MessageRequest,
  write: (request: MessageRequest) => string,
): string | undefined {
  if (!GO_ON.test(lastUserText(request))) return undefined;
  const before = request.messages.slice(0, -1);
  const last = before.at(-1);
  const broken = last?.role === 'assistant' && typeof last.content === 'string' ? last.content.trimEnd() : '';
  if (broken === '') return undefined;
  const whole = write({ ...request, messages: before.slice(0, -1) });
  const seam = broken.slice(-SEAM);
  const at = whole.lastIndexOf(seam);
  return at === -1 ? undefined : whole.slice(at + seam.length);
}
