import fc from 'fast-check';
import { inParallel } from '../in-parallel.ts';
import { badHttp, type BadHttp } from './bad-http.ts';
import { badWire, type BadWire } from './bad-wire.ts';
import { exchange, withPatience } from './exchange.ts';
import { openRawWebSocket, type Where } from './raw-web-socket.ts';
import type { Tally } from './tally.ts';

export interface ConnectionTrial {
  /** Both listeners, in turn. */
  readonly places: readonly Where[];
  readonly token: string;
  readonly cases: number;
  readonly seed: number;
  readonly tally: Tally;
}

/** Connections at once; fewer than the strangers that the daemon takes in. */
const WIDTH = 12;
const ROUND = 1000;

/** Bytes that no WebSocket client sends, each over a connection of its own; each has to end with its close code. */
export async function tryWire({ places, token, cases, seed, tally }: ConnectionTrial): Promise<void> {
  await inRounds(badWire, { cases, seed }, async (bad: BadWire, place) => {
    const tcp = places.find((where) => 'port' in where);
    const where = bad.stranger === true ? tcp : places[place % places.length];
    if (where === undefined) throw new Error('There is no place to connect to.');
    const headers = 'port' in where && bad.stranger !== true ? { authorization: `Bearer ${token}` } : {};
    const answers: string[] = [];
    const socket = await openRawWebSocket(where, headers, (text) => answers.push(text));
    socket.write(bad.bytes);
    const closed = await withPatience(socket.closed, socket.destroy);
    const code = closed?.code ?? 'none';
    if (!bad.codes.includes(closed?.code ?? 0)) {
      tally.fail(
        `${bad.kind}: closed with ${code}, expected ${bad.codes.join(' or ')}: ${bad.bytes.toString('hex')}`,
      );
    }
    if (answers.some((text) => text.includes('"result"')))
      tally.fail(`${bad.kind}: got ${answers.join(' ')}`);
    tally.count(bad.kind, String(code));
  });
}

/** Requests that have to be refused; each has to get a status, and nothing behind it may be answered. */
export async function tryHttp({ places, cases, seed, tally }: ConnectionTrial): Promise<void> {
  await inRounds(badHttp, { cases, seed }, async (bad: BadHttp, place) => {
    const where = places[place % places.length];
    if (where === undefined) throw new Error('There is no place to connect to.');
    const answer = await exchange(where, bad.text, bad);
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    const [status] = statuses;
    const code = status ?? 'closed';
    const asItShouldBe = status === undefined ? bad.mayReset === true : bad.statuses.includes(status);
    if (!asItShouldBe || statuses.length > 1) {
      tally.fail(
        `${bad.kind}: answered with ${statuses.join() || 'nothing'}, expected ${bad.statuses.join(' or ')}: ${JSON.stringify(bad.text)}`,
      );
    }
    tally.count(bad.kind, String(code));
  });
}

async function inRounds<T>(
  arbitrary: fc.Arbitrary<T>,
  { cases, seed }: { readonly cases: number; readonly seed: number },
  work: (bad: T, place: number) => Promise<void>,
): Promise<void> {
  for (let done = 0; done < cases; done += ROUND) {
    const sample = fc.sample(arbitrary, {
      numRuns: Math.min(ROUND, cases - done),
      seed: seed * 1_000_003 + done,
    });
    await inParallel(sample, WIDTH, work);
  }
}
