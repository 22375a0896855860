import fc from 'fast-check';
import { badFrame, type BadFrame } from './bad-frame.ts';
import { openRawWebSocket, textFrame, type Where } from './raw-web-socket.ts';
import type { Tally } from './tally.ts';

export interface FrameTrial {
  readonly where: Where;
  readonly headers: Readonly<Record<string, string>>;
  readonly cases: number;
  readonly seed: number;
  readonly tally: Tally;
}

/** Frames that are under way at once on one connection. */
const BATCH = 500;
/** Milliseconds in which a batch has to be answered: silence is a failure. */
const PATIENCE_MS = 30_000;

/** Sends bad frames over one connection; each has to be answered with its error, and the connection has to stay. */
export async function tryFrames({ where, headers, cases, seed, tally }: FrameTrial): Promise<void> {
  const byId = new Map<number, BadFrame>();
  /** Those whose answer names no id are answered at once, in their order. */
  let nameless: { readonly frame: BadFrame; readonly text: string }[] = [];
  let answered = 0;
  let onAnswer = () => {};

  function judge(text: string): void {
    const { id, result, error } = JSON.parse(text) as {
      id: unknown;
      result?: unknown;
      error?: { data?: { code?: string } };
    };
    const unnamed = id === null ? nameless.shift() : undefined;
    const frame = unnamed?.frame ?? (typeof id === 'number' ? byId.get(id) : undefined);
    answered += 1;
    onAnswer();
    if (frame === undefined) return tally.fail(`An answer to nothing: ${text}`);
    if (typeof id === 'number') byId.delete(id);
    const code = error?.data?.code ?? 'none';
    const sent = () => unnamed?.text ?? frame.text(typeof id === 'number' ? id : 0);
    if (result !== undefined || code !== frame.code) {
      tally.fail(`${frame.kind}: expected ${frame.code}, got ${text.slice(0, 300)} for ${sent()}`);
    }
    tally.count(frame.kind, code);
  }

  const socket = await openRawWebSocket(where, headers, judge);
  const ended = socket.closed.then(({ code }) => {
    throw new Error(`The daemon closed a connection with ${code}.`);
  });
  ended.catch(() => {});
  for (let sent = 0; sent < cases;) {
    const frames = fc.sample(badFrame, {
      numRuns: Math.min(BATCH, cases - sent),
      seed: seed * 1_000_003 + sent,
    });
    const bytes = frames.map((frame, place) => {
      const id = sent + place;
      const text = frame.text(id);
      if (frame.hasId) byId.set(id, frame);
      else nameless.push({ frame, text });
      return textFrame(text);
    });
    sent += frames.length;
    const goal = sent;
    const { promise: all, resolve } = Promise.withResolvers<void>();
    onAnswer = () => (answered >= goal ? resolve() : undefined);
    const timer = setTimeout(() => {
      const silent = [...byId].map(([id, frame]) => frame.text(id)).concat(nameless.map(({ text }) => text));
      tally.fail(`${silent.length} frames were not answered: ${silent.slice(0, 3).join(' ')}`);
      byId.clear();
      nameless = [];
      answered = goal;
      resolve();
    }, PATIENCE_MS);
    socket.write(Buffer.concat(bytes));
    await Promise.race([all, ended]);
    clearTimeout(timer);
  }
  socket.destroy();
}
