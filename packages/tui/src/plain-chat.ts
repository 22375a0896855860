import readline from 'node:readline';
import { toJackdawError, type ChatEvent } from '@jackdaw/core/protocol';
import type { RenderChatOptions } from './render-chat-options.ts';
import { badgeText, factsOfTurn } from './state/badge.ts';
import { createConnection } from './state/connection.ts';
import { errorNote, stopNote } from './state/ending-notes.ts';
import { followTurn } from './state/follow-turn.ts';
import { advanceProgress, startProgress } from './state/turn-progress.ts';
import { neutralise, neutraliseLine } from './text/index.ts';

const HELP = 'Type a question and press Enter. /new begins a new conversation, /exit leaves.';

/** The chat as lines of text: for screen readers, dumb terminals, pipes. One question a line; ends with the input. */
export async function runPlainChat(options: RenderChatOptions): Promise<number> {
  const { stdin, stdout, stderr } = options;
  const write = (text: string) => void stdout.write(neutralise(text));
  const first = await options.connect(() => {});
  const { session } = first;
  let conversationId = (await options.findConversation?.(first.client)) ?? null;
  let exitCode = 0;
  let leaving = new AbortController();
  let asking = false;
  const connection = createConnection({
    connect: (onStarting) => options.connect(onStarting),
    onState: (state) => {
      if (state.status === 'lost' && state.attempt === 1)
        write('\n(connection to the daemon lost, reconnecting)\n');
    },
    onLink: () => {},
  });
  connection.replace(first);

  async function ask(prompt: string): Promise<void> {
    let progress = startProgress(performance.now());
    let text = '';
    const onEvent = (event: ChatEvent) => {
      progress = advanceProgress(progress, event, performance.now());
      if (event.type !== 'text-delta') return;
      text += event.text;
      write(event.text);
    };
    leaving = new AbortController();
    const request = {
      prompt,
      priority: 'person' as const,
      ...(options.model === undefined || options.model === 'auto' ? {} : { model: options.model }),
      ...(conversationId === null ? {} : { conversationId }),
    };
    try {
      await followTurn({ connection, request, signal: leaving.signal, onEvent, onTurn: () => {} });
    } catch (error) {
      exitCode = 1;
      return write(`(${toJackdawError(error).message})\n`);
    }
    const { ending } = progress;
    if (text !== '' && !text.endsWith('\n')) write('\n');
    if (ending?.type === 'turn-end') {
      conversationId = ending.result.conversationId ?? conversationId;
      const note = stopNote(ending.result.stopReason);
      const matched = progress.hit?.matchedPrompt;
      const similar = matched === undefined ? '' : `(the answer to: ${neutraliseLine(matched)})\n`;
      write(
        `${note === '' ? '' : `(${note})\n`}(${badgeText(factsOfTurn(ending.result, progress))})\n${similar}`,
      );
      exitCode = 0;
    } else {
      exitCode = 1;
      const error =
        ending?.type === 'turn-error'
          ? ending.error
          : { code: 'interrupted' as const, message: 'The answer broke off.', retryable: true };
      write(`(${errorNote(error, text !== '')})\n`);
    }
  }

  if (session.note !== null) stderr.write(`jackdaw: ${neutralise(session.note)}\n`);
  write(`jackdaw ${options.version}${session.demo ? ', demo: every answer is simulated' : ''}. ${HELP}\n`);
  if (!session.credentials && !session.demo) {
    write(
      '(There is no API key: cached questions alone are answered. Set ANTHROPIC_API_KEY, or JACKDAW_DEMO=1.)\n',
    );
  }
  const lines = readline.createInterface({ input: stdin, output: stdout, terminal: false });
  const interrupt = () => (asking ? leaving.abort() : lines.close());
  process.on('SIGINT', interrupt);
  try {
    const run = async (line: string): Promise<boolean> => {
      const prompt = line.trim();
      if (prompt === '/exit' || prompt === '/quit') return false;
      if (prompt === '/new') {
        conversationId = null;
        write('(a new conversation)\n');
      } else if (prompt.startsWith('/help')) write(`${HELP}\n`);
      else if (prompt !== '') {
        asking = true;
        await ask(line);
        asking = false;
      }
      return true;
    };
    if (options.initialPrompt !== undefined) await run(options.initialPrompt);
    write('> ');
    for await (const line of lines) {
      if (!(await run(line))) break;
      write('> ');
    }
    write('\n');
    return exitCode;
  } finally {
    process.off('SIGINT', interrupt);
    lines.close();
    connection.close();
  }
}
