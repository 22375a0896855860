import { JackdawError, type TurnResult } from '@jackdaw/core/protocol';
import { jsonText } from '../../output/json-text.ts';
import { neutralise, neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { reportError } from '../report-error.ts';
import { write } from '../write.ts';
import type { AskWriter } from './ask-writer.ts';
import { createEventLines } from './event-lines.ts';

/** Characters of an unusable answer that are shown; history keeps all of it. */
const MOST_SHOWN = 4_000;

/**
 * With a schema: on stdout the data at the end, as indented JSON, or nothing at all, so that nobody takes for data what
 * is none. What the model said instead goes to stderr, whoever reads that.
 */
export function createDataWriter(context: CliContext): AskWriter {
  const { stdout, stderr } = context;
  const lineOf = createEventLines();
  const tell = (line: string) => stderr.write(`jackdaw: ${neutraliseLine(line)}\n`);

  function showText(text: string, conversationId: string | null | undefined): void {
    if (text.trim() === '') return;
    const cut = text.length > MOST_SHOWN;
    stderr.write(`${neutralise(cut ? text.slice(0, MOST_SHOWN).toWellFormed() : text).trimEnd()}\n`);
    const place =
      conversationId === null || conversationId === undefined
        ? ''
        : `; all of it: jackdaw history show ${conversationId}`;
    if (cut) tell(`that is the beginning of ${text.length} characters${place}`);
  }

  return {
    async event(event) {
      if (event.type === 'turn-start' && event.simulated)
        tell('demo: the built-in simulator answers, not Claude');
      const note = stderr.isTTY || event.type === 'warning' ? lineOf(event) : null;
      if (note !== null) tell(note);
    },
    async result(result) {
      if (result.data === undefined) {
        tell(whyNoData(result));
        return showText(result.text, result.conversationId);
      }
      if (stderr.isTTY && result.repairs !== undefined)
        tell(`the answer was not quite JSON, and had one reading only (${result.repairs.join(', ')})`);
      return write(stdout, jsonText(result.data));
    },
    async failure({ error, text, conversationId }) {
      const { code, message, retryAfterMs } = error;
      const said =
        code === 'invalid_output' && text.trim() !== '' ? `${message} What the model said:` : message;
      reportError(context, new JackdawError(code, said, retryAfterMs === undefined ? {} : { retryAfterMs }));
      showText(text, conversationId);
    },
  };
}

function whyNoData({ stopReason, model, explanation }: TurnResult): string {
  switch (stopReason) {
    case 'refusal':
      return `${model} declined to answer this${explanation === undefined ? '' : ` (${explanation})`}. Ask it differently, or another model (--model).`;
    case 'max_tokens':
      return 'the answer was cut by the limit of tokens before its JSON was whole. Raise it with --max-tokens, or ask for less. What came:';
    case 'model_context_window_exceeded':
      return 'the answer was cut because the model’s window is full. Ask in a new conversation, or a larger model (--model). What came:';
    default:
      return `the answer ended before its JSON was whole (${stopReason}). Ask again. What came:`;
  }
}
