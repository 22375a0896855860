import type { ChatEvent } from '@jackdaw/core/protocol';
import { connectUnix, type Frame } from '../../support/connect.ts';
import type { Stand } from './open-stand.ts';

/** When the daemon dies: as its reader gets the `count`th event (default: the first) of a type, or so long after asking. */
export type Moment =
  | { readonly type: ChatEvent['type']; readonly count?: number }
  | { readonly afterMs: number };

/** What was seen of a question before the daemon died. */
export interface Seen {
  readonly prompt: string;
  /** Null where the daemon had not acknowledged the question. */
  readonly conversationId: string | null;
  readonly events: readonly ChatEvent[];
}

/** Asks all `prompts` at once of a daemon of its own, and kills that with -9 when the moment has come for the first. */
export async function askAndKill(
  stand: Stand,
  prompts: readonly string[],
  moment: Moment,
): Promise<readonly Seen[]> {
  await using daemon = await stand.spawn();
  using connection = await connectUnix(daemon.file.socket);
  const kill = () => void daemon.child.kill('SIGKILL');
  const [first] = prompts;
  const wanted = 'type' in moment ? moment.type : 'turn-end';
  let left = ('type' in moment ? moment.count : undefined) ?? 1;
  let firstTurn: unknown;
  connection.webSocket.on('message', () => {
    const { id, result, params } = connection.frames.at(-1) ?? {};
    if (id === first) firstTurn = result?.['turnId'];
    if (params === undefined || params.turnId !== firstTurn) return;
    const type = params.event?.type;
    if (type === wanted) left -= 1;
    if (left === 0 || type === 'turn-end' || type === 'turn-error') kill();
  });
  for (const prompt of prompts) {
    connection.send({ jsonrpc: '2.0', id: prompt, method: 'turn.start', params: { request: { prompt } } });
  }
  if ('afterMs' in moment) setTimeout(kill, moment.afterMs);
  await daemon.exit;
  await connection.closed;
  return prompts.map((prompt) => seenOf(prompt, connection.frames));
}

function seenOf(prompt: string, frames: readonly Frame[]): Seen {
  const reply = frames.find(({ id }) => id === prompt)?.result;
  const conversationId = reply?.['conversationId'];
  return {
    prompt,
    conversationId: typeof conversationId === 'string' ? conversationId : null,
    events: frames
      .filter(({ params }) => reply !== undefined && params?.turnId === reply['turnId'])
      .map(({ params }) => params?.event)
      .filter((event) => event !== undefined),
  };
}
