import readline from 'node:readline';
import type { ClientTurn } from '@jackdaw/core/client';
import { toJackdawError, type Conversation, type WireRequest } from '@jackdaw/core/protocol';
import { runPlainTurn } from './plain-turn.ts';
import type { RenderChatOptions } from './render-chat-options.ts';
import { compactText } from './state/compact-text.ts';
import { createConnection } from './state/connection.ts';
import { standingOf } from './state/replay-conversation.ts';
import { createWarningTeller } from './state/tell-warnings.ts';
import { neutralise } from './text/index.ts';

const HELP =
  'Type a question and press Enter. /continue goes on with an answer that broke off, /retry asks the last question again, /over-budget does so although the day’s budget is spent, /compact has the older messages summarised, /new begins a new conversation, /exit leaves.';

/** The answer that broke off last. */
interface BrokenOff {
  readonly earlier: string;
  readonly model: string | null;
}

/** The chat as lines of text: for screen readers, dumb terminals, pipes. One question a line; ends with the input. */
export async function runPlainChat(options: RenderChatOptions): Promise<number> {
  const { stdin, stdout, stderr } = options;
  const write = (text: string) => void stdout.write(neutralise(text));
  const first = await options.connect(() => {});
  const { session } = first;
  let conversationId = (await options.findConversation?.(first.client)) ?? null;
  let brokenOff: BrokenOff | null = null;
  let lastPrompt: string | null = null;
  let exitCode = 0;
  let leaving = new AbortController();
  let running: ClientTurn | null = null;
  let asking = false;
  const tellWarnings = createWarningTeller((warning) => write(`(Warning: ${warning})\n`));
  const connection = createConnection({
    connect: (onStarting) => options.connect(onStarting),
    onState: (state) => {
      if (state.status === 'lost' && state.attempt === 1)
        write('\n(connection to the daemon lost, reconnecting)\n');
    },
    onLink: ({ client }) => void tellWarnings(client),
  });
  connection.replace(first);

  async function run(what: WireRequest, earlier: string | null): Promise<void> {
    const { model: chosen } = options;
    const model = chosen === undefined || chosen === 'auto' ? what.model : chosen;
    const request: WireRequest = {
      ...what,
      priority: 'person',
      ...(model === undefined ? {} : { model }),
      ...(conversationId === null ? {} : { conversationId }),
    };
    leaving = new AbortController();
    asking = true;
    const outcome = await runPlainTurn({
      connection,
      earlier,
      write,
      begin: (client) => client.startTurn(request),
      onTurn: (turn) => (running = turn),
      signal: leaving.signal,
    });
    asking = false;
    running = null;
    conversationId = outcome.conversationId ?? conversationId;
    brokenOff = outcome.brokenOff === null ? null : { earlier: outcome.brokenOff, model: outcome.model };
    if (brokenOff !== null) write('(/continue goes on where it stopped)\n');
    exitCode = outcome.failed ? 1 : 0;
  }

  async function ask(prompt: string): Promise<void> {
    lastPrompt = prompt;
    await run({ prompt }, null);
  }

  async function obey(command: string): Promise<void> {
    if (command === '/new') {
      conversationId = null;
      brokenOff = null;
      return write('(a new conversation)\n');
    }
    if (command === '/continue') {
      if (brokenOff === null) return write('(no answer broke off: there is nothing to go on with)\n');
      const { earlier, model } = brokenOff;
      return run({ continue: true, ...(model === null ? {} : { model }) }, earlier);
    }
    if (command === '/retry' || command === '/over-budget') {
      if (lastPrompt === null) return write('(there is no question yet to ask again)\n');
      return run({ prompt: lastPrompt, ...(command === '/retry' ? {} : { overBudget: true }) }, null);
    }
    if (command === '/compact') return compact();
    return write(`${HELP}\n`);
  }

  async function compact(): Promise<void> {
    if (conversationId === null) return write('(there is no conversation yet to summarise)\n');
    try {
      const outcome = await (await connection.client()).call('history.compact', { id: conversationId });
      write(`(${compactText(outcome)})\n`);
    } catch (error) {
      write(`(${toJackdawError(error).message})\n`);
    }
  }

  /** The first Ctrl+C stops the turn and keeps what came; the second does not wait for it. */
  function interrupt(): void {
    if (!asking) return lines.close();
    const turn = running;
    running = null;
    if (turn === null) leaving.abort();
    else turn.cancel().catch(() => leaving.abort());
  }

  if (session.note !== null) stderr.write(`jackdaw: ${neutralise(session.note)}\n`);
  write(`jackdaw ${options.version}${session.demo ? ', demo: every answer is simulated' : ''}. ${HELP}\n`);
  if (!session.credentials && !session.demo) {
    write(
      '(There is no API key: cached questions alone are answered. Set ANTHROPIC_API_KEY, or JACKDAW_DEMO=1.)\n',
    );
  }
  const lines = readline.createInterface({ input: stdin, output: stdout, terminal: false });
  process.on('SIGINT', interrupt);
  try {
    if (conversationId !== null) {
      const conversation = await first.client.call('history.get', { id: conversationId });
      ({ brokenOff, lastPrompt } = standingIn(conversation));
      if (brokenOff !== null) write('(the last answer broke off: /continue goes on where it stopped)\n');
    }
    const perform = async (line: string): Promise<boolean> => {
      const prompt = line.trim();
      if (prompt === '/exit' || prompt === '/quit') return false;
      if (/^\/(new|continue|retry|over-budget|compact|help)\b/.test(prompt))
        await obey(prompt.split(/\s/, 1)[0] ?? '');
      else if (prompt !== '') await ask(line);
      return true;
    };
    if (options.initialPrompt !== undefined) await perform(options.initialPrompt);
    write('> ');
    for await (const line of lines) {
      if (!(await perform(line))) break;
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

function standingIn(conversation: Conversation): {
  readonly brokenOff: BrokenOff | null;
  readonly lastPrompt: string | null;
} {
  const { offer } = standingOf(conversation);
  return {
    brokenOff: offer?.kind === 'continue' ? { earlier: offer.earlier, model: offer.model } : null,
    lastPrompt: conversation.messages.findLast(({ role }) => role === 'user')?.text ?? null,
  };
}
