import { poll } from '../../../support/poll.ts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connectUnix } from '../../../support/connect.ts';
import { spawnDaemon, untilListening, type DaemonProcess } from '../../../support/daemon-process.ts';
import { makeHome } from '../../../support/test-home.ts';
import type { Where } from './raw-web-socket.ts';
import type { Tally } from './tally.ts';
import { tryHttp, tryWire } from './try-connections.ts';
import { tryFrames } from './try-frames.ts';

export interface DaemonTrial {
  /** How many of each kind. */
  readonly frames: number;
  readonly wire: number;
  readonly http: number;
  readonly seed: number;
  readonly tally: Tally;
  readonly note: (text: string) => void;
}

export interface Survival {
  /** Bytes of anonymous memory of the daemon: after the first tenth of the frames, and at the end. */
  readonly memoryEarly: number;
  readonly memoryLate: number;
  /** Milliseconds that an honest client waited at most (this process makes up the nonsense meanwhile), and how often it asked. */
  readonly slowestAnswerMs: number;
  readonly answers: number;
}

/** Milliseconds between two questions of the honest client. */
const ASK_EVERY_MS = 100;
/** Bytes of anonymous memory that no amount of nonsense may make the daemon hold. */
const MEMORY_BOUND = 400 * 1024 * 1024;

/** A daemon as users run it, under fire on both its listeners, while one honest client goes on asking. */
export async function tryDaemon({ frames, wire, http, seed, tally, note }: DaemonTrial): Promise<Survival> {
  using home = makeHome({ daemon: { logLevel: 'debug' } });
  await using daemon = spawnDaemon(home, { env: { JACKDAW_DEMO: '1' } });
  const { socket, url, token } = await untilListening(home, daemon);
  // Said after the file is there.
  await poll('its first words', () => daemon.said().includes('listens at'));
  const saidAtFirst = daemon.said();
  const unix: Where = { path: socket };
  const tcp: Where = { port: Number(new URL(url).port) };
  const bearer = { authorization: `Bearer ${token}` };
  const witness = await startWitness(socket, tally);

  async function fireFrames(cases: number, salt: number): Promise<void> {
    const share = Math.ceil(cases / 4);
    await Promise.all(
      [unix, tcp, unix, tcp].map((where, place) =>
        tryFrames({
          where,
          headers: 'port' in where ? bearer : {},
          cases: share,
          seed: seed * 100 + salt + place,
          tally,
        }),
      ),
    );
  }

  await fireFrames(frames / 10, 10);
  const memoryEarly = anonymousMemory(daemon);
  const step = Math.ceil((frames * 0.9) / 9);
  for (let part = 1; part <= 9; part += 1) {
    await fireFrames(step, 10 + part * 4);
    note(
      `${tally.total.toLocaleString('en-US')} refused, memory ${Math.round(anonymousMemory(daemon) / 1e6)} MB`,
    );
  }
  const places = [unix, tcp];
  await tryWire({ places, token, cases: wire, seed, tally });
  note(`${tally.total.toLocaleString('en-US')} refused, with broken WebSocket frames`);
  await tryHttp({ places, token, cases: http, seed, tally });
  const memoryLate = anonymousMemory(daemon);

  const { slowestAnswerMs, answers } = await witness.stop();
  using connection = await connectUnix(socket);
  const hello = await connection.call('hello', { protocol: 1 });
  if (hello.result?.['pid'] !== daemon.child.pid)
    tally.fail(`hello was answered with ${JSON.stringify(hello)}`);
  if (memoryLate > MEMORY_BOUND) tally.fail(`The daemon holds ${memoryLate} bytes.`);
  const said = daemon.said().slice(saidAtFirst.length);
  if (/error|warning|at /i.test(said)) tally.fail(`The daemon wrote to standard error: ${said}`);
  for (const line of complaintsOf(home.paths.logs)) tally.fail(`The log says: ${line}`);
  return { memoryEarly, memoryLate, slowestAnswerMs, answers };
}

async function startWitness(socket: string, tally: Tally) {
  const connection = await connectUnix(socket);
  let slowestAnswerMs = 0;
  let answers = 0;
  const stopped = new AbortController();
  const asking = (async () => {
    while (!stopped.signal.aborted) {
      const asked = performance.now();
      const answer = await connection.call('status');
      slowestAnswerMs = Math.max(slowestAnswerMs, performance.now() - asked);
      answers += 1;
      if (answer.error !== undefined) tally.fail(`An honest client was refused: ${JSON.stringify(answer)}`);
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await asking;
      connection[Symbol.dispose]();
      return { slowestAnswerMs: Math.round(slowestAnswerMs), answers };
    },
  };
}

/** Lines of the log that speak of a fault of the daemon itself. */
function complaintsOf(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'))
    .filter((line) => /"level":(?:"(?:error|fatal)"|[56]0)|unhandled|uncaught/i.test(line));
}

/** Resident memory that is in no file; 0 where the system does not tell. */
function anonymousMemory({ child }: DaemonProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
