import { JackdawError } from '../errors/index.ts';
import type { JsonObject } from '../turn/json-object.ts';
import { unbounded, type Bound } from './bound.ts';
import { compileSchema, readyCompiler } from './compile-schema.ts';
import { parseJson } from './parse-json.ts';
import { repairJson } from './repair/index.ts';
import type { Draft, Validate, Verdict } from './validate.ts';

/**
 * Judges what came back: declined, cut off, not what the schema asks for, or whole. Throws `invalid_request` where the
 * schema is bad, or takes longer than `bound` allows.
 */
export function createValidate(bound: Bound = unbounded): Validate {
  return (draft, { schema, maxTokens }) => {
    const early = unfinished(draft, maxTokens);
    if (early !== null) return early;
    if (schema === null) return { kind: 'whole' };
    readyCompiler();
    return bound(() => structured(draft, schema), tooSlow);
  };
}

function tooSlow(): JackdawError {
  return new JackdawError(
    'invalid_request',
    'To check the answer against the schema took too long: a "pattern" of it may backtrack, or its references branch. Simplify these and ask again.',
  );
}

/** Null where the answer came to its own end and says something. */
function unfinished(draft: Draft, maxTokens: number): Verdict | null {
  switch (draft.stopReason) {
    case 'refusal':
      return { kind: 'refused', reason: draft.explanation ?? 'The model declined to answer.' };
    case 'max_tokens':
      return {
        kind: 'cut',
        reason: `The answer reached its limit of ${maxTokens} tokens. Allow more, or ask for less.`,
      };
    case 'model_context_window_exceeded':
      return {
        kind: 'cut',
        reason: "The conversation filled the model's window. Start a new one, or use a larger model.",
      };
    case 'pause_turn':
      return { kind: 'cut', reason: 'The model paused its turn before it was through. Ask it to continue.' };
    default:
      return emptiness(draft);
  }
}

function emptiness({ text, blocks, stopReason }: Draft): Verdict | null {
  const says = blocks.some(({ type }) => type !== 'thinking' && type !== 'redacted_thinking');
  if (text.trim() === '' && !says) return { kind: 'cut', reason: 'The answer is empty. Ask again.' };
  if (stopReason === 'tool_use' && !says) {
    return { kind: 'cut', reason: 'The model set out to call a tool, but no call arrived. Ask again.' };
  }
  return null;
}

function structured({ text, blocks, stopReason }: Draft, schema: JsonObject): Verdict {
  // A call of a tool is a step on the way; the structured answer comes once the tool's result is in.
  if (stopReason === 'tool_use' || (text.trim() === '' && blocks.length > 0)) return { kind: 'whole' };
  const check = compileSchema(schema);
  const read = repairJson(text, check);
  if (read.kind === 'value') {
    const { value, repairs } = read;
    return repairs.length === 0 ? { kind: 'whole', data: value } : { kind: 'whole', data: value, repairs };
  }
  const parsed = parseJson(text);
  const reason = parsed.ok
    ? `The answer does not satisfy the schema: ${check(parsed.value) ?? ''}.`
    : `The answer is not JSON: ${parsed.problem}. Read tolerantly, ${read.reason}.`;
  return { kind: 'invalid', reason, raw: text };
}
