import { connect } from 'node:net';

/** Where a load goes and how its requests look there. */
export interface Target {
  readonly name: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What stands before the model's name. */
  readonly modelPrefix?: string;
  /** Whose memory is measured; null for what is no process of its own. */
  readonly pid: number | null;
}

export type Mode = 'json' | 'burst' | 'paced' | 'same';

export interface Load {
  /** Microseconds of each request to its last byte, of each to its first delta, and of each delta on its way. */
  readonly latencies: readonly number[];
  readonly firsts: readonly number[];
  readonly chunks: readonly number[];
  readonly errors: number;
  readonly seconds: number;
  /** The last body, without its chunked framing. */
  readonly body: string;
}

const PAD = 'lorem ipsum dolor '.repeat(60);
const TIME = /T(\d{6,})T/g;
let count = 0;

/** No two requests are the same, so that no cache answers; all have the same length. */
function requestTo({ port, headers, modelPrefix = '' }: Target, mode: Mode): string {
  count += 1;
  const question = `Question ${String(count).padStart(9, '0')} mode-${mode} ${PAD}`;
  const body = JSON.stringify({
    model: `${modelPrefix}claude-haiku-5-5`,
    max_tokens: 1024,
    stream: mode !== 'json',
    messages: [{ role: 'user', content: question }],
  });
  const head = Object.entries({
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    'anthropic-version': '2023-06-01',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  const lines = head.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return `POST /v1/messages HTTP/1.1\r\n${lines}\r\n\r\n${body}`;
}

/** So many clients, each with one connection and the next request as soon as the last is answered. Bare sockets: a client library costs more than what is measured. */
export async function load(
  target: Target,
  mode: Mode,
  { clients, ms, most = Infinity }: { readonly clients: number; readonly ms: number; readonly most?: number },
): Promise<Load> {
  const result = {
    latencies: new Array<number>(),
    firsts: new Array<number>(),
    chunks: new Array<number>(),
    errors: 0,
    body: '',
  };
  const began = performance.now();
  let started = 0;
  const mayGoOn = () => performance.now() < began + ms && started < most;

  function client(): Promise<void> {
    return new Promise((resolve) => {
      const socket = connect(target.port, '127.0.0.1').setNoDelay(true);
      let sentAt = 0n;
      let text = '';
      let bodyAt = -1;
      let length: number | null = null;
      let told = 0;
      const send = () => {
        if (!mayGoOn()) return void socket.end();
        started += 1;
        [text, bodyAt, length, told] = ['', -1, null, 0];
        sentAt = process.hrtime.bigint();
        socket.write(requestTo(target, mode));
      };
      const micros = (from: bigint, to: bigint) => Number(to - from) / 1000;
      const takeTimes = (now: bigint) => {
        TIME.lastIndex = told;
        for (let found = TIME.exec(text); found !== null; found = TIME.exec(text)) {
          if (told === 0) result.firsts.push(micros(sentAt, now));
          told = TIME.lastIndex;
          result.chunks.push(micros(BigInt(found[1] ?? 0), now));
        }
      };
      socket.on('connect', send);
      socket.on('error', () => (result.errors += 1));
      socket.on('close', () => resolve());
      socket.on('data', (data) => {
        const now = process.hrtime.bigint();
        text += data.toString('latin1');
        if (bodyAt === -1) {
          const headEnd = text.indexOf('\r\n\r\n');
          if (headEnd === -1) return;
          bodyAt = headEnd + 4;
          const said = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, bodyAt));
          length = said === null ? null : Number(said[1]);
        }
        if (mode !== 'json') takeTimes(now);
        const isWhole = length === null ? text.endsWith('\r\n0\r\n\r\n') : text.length >= bodyAt + length;
        if (!isWhole) return;
        if (text.startsWith('HTTP/1.1 200')) result.latencies.push(micros(sentAt, now));
        else result.errors += 1;
        result.body = length === null ? withoutFrames(text.slice(bodyAt)) : text.slice(bodyAt);
        send();
      });
    });
  }

  await Promise.all(Array.from({ length: clients }, client));
  return { ...result, seconds: (performance.now() - began) / 1000 };
}

/** RFC 9112, 7.1. */
function withoutFrames(text: string): string {
  let [body, place] = ['', 0];
  while (true) {
    const lineEnd = text.indexOf('\r\n', place);
    const size = Number.parseInt(text.slice(place, lineEnd), 16);
    if (!(size > 0)) return body;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    place = lineEnd + 2 + size + 2;
  }
}
