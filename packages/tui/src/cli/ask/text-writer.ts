import { JackdawError, type TurnResult } from '@jackdaw/core/protocol';
import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { reportError } from '../report-error.ts';
import { write } from '../write.ts';
import type { AskWriter } from './ask-writer.ts';
import { createEventLines } from './event-lines.ts';
import { createTextStream } from './stream-text.ts';

/**
 * The answer as it comes, on stdout, ending with a line break; about the answer, on stderr: how it is coming to a
 * person, what a script must know (it was cut, it is simulated, it is not kept) always.
 */
export function createTextWriter(context: CliContext): AskWriter {
  const { stdout, stderr } = context;
  const stream = createTextStream();
  const lineOf = createEventLines();
  let written = '';
  const emit = async (text: string) => {
    written = text === '' ? written : text;
    await write(stdout, text);
  };
  const finishLine = async () => {
    await emit(stream.end());
    if (written !== '' && !written.endsWith('\n')) await emit('\n');
  };
  const tell = (line: string) => stderr.write(`jackdaw: ${neutraliseLine(line)}\n`);

  async function conclude(result: TurnResult): Promise<void> {
    await finishLine();
    if (result.stopReason === 'refusal')
      tell(`${result.model} declined to answer this. Ask it differently, or another model (--model).`);
    else if (result.stopReason === 'max_tokens')
      tell('the answer was cut: it reached the limit of tokens. Raise it with --max-tokens.');
  }

  return {
    async event(event) {
      if (event.type === 'text-delta') return emit(stream.push(event.text));
      if (event.type === 'turn-start' && event.simulated)
        tell('demo: the built-in simulator answers, not Claude');
      const note = stderr.isTTY || event.type === 'warning' ? lineOf(event) : null;
      if (note !== null) tell(note);
      return undefined;
    },
    result: conclude,
    async failure({ error }) {
      await finishLine();
      reportError(
        context,
        new JackdawError(
          error.code,
          error.message,
          error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs },
        ),
      );
    },
  };
}
