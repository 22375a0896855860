import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { poll } from '../../support/poll.ts';
import type { DaemonProcess } from '../../support/daemon-process.ts';

/** What a process needs to be started with: its inspector, which a signal opens, takes any free port. */
export const COLLECTABLE = { NODE_OPTIONS: '--inspect-port=0' };

/** Anonymous memory in MiB, after a collection, and what it is made of. */
export interface MemoryParts {
  readonly anonymousMib: number;
  /** What V8's heap has of the system. */
  readonly heapMib: number;
  /** Of that, objects that are alive. */
  readonly aliveMib: number;
  /** What is in the C library's arenas: LevelDB, small buffers, what V8 keeps outside of its heap. */
  readonly arenasMib: number;
  /** Buffers, wherever they lie. */
  readonly buffersMib: number;
}

const KIB = 1024;
const MIB = KIB * KIB;

/** Anonymous memory in MiB: LevelDB maps its tables, and mapped pages are the kernel's to take back. */
export function anonymousMib(pid: number): number {
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / KIB;
}

const FIGURES = `(() => {
  const { total_physical_size: heap, used_heap_size: alive } = process.getBuiltinModule('node:v8').getHeapStatistics();
  return { heap, alive, buffers: process.memoryUsage().arrayBuffers };
})()`;

const figuresSchema = z.object({
  result: z.object({
    result: z.object({ value: z.object({ heap: z.number(), alive: z.number(), buffers: z.number() }) }),
  }),
});

/**
 * Has a daemon collect its garbage, through Node's inspector, and reads what is left: V8 keeps up to two fifths more than
 * is alive, by chance of the moment, which would hide what grows.
 */
export async function memoryParts(daemon: DaemonProcess, pid: number): Promise<MemoryParts> {
  using inspector = await inspect(daemon);
  await inspector.call('HeapProfiler.collectGarbage', {});
  const answer = await inspector.call('Runtime.evaluate', { expression: FIGURES, returnByValue: true });
  const { heap, alive, buffers } = figuresSchema.parse(answer).result.result.value;
  return {
    anonymousMib: anonymousMib(pid),
    heapMib: heap / MIB,
    aliveMib: alive / MIB,
    arenasMib: arenasMib(pid),
    buffersMib: buffers / MIB,
  };
}

async function inspect({ child, said }: DaemonProcess) {
  child.kill('SIGUSR1');
  const url = await poll('the inspector', () => /Debugger listening on (ws:\S+)/.exec(said())?.[1]);
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let id = 0;
  return {
    async call(method: string, params: object): Promise<unknown> {
      const answered = new Promise<Buffer>((resolve) => socket.once('message', resolve));
      socket.send(JSON.stringify({ id: (id += 1), method, params }));
      const answer: unknown = JSON.parse((await answered).toString());
      return answer;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

const MAPPING = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)$/;
/** glibc puts each arena but the first at a multiple of this, and reserves so much for it. */
const ARENA = BigInt(64 * MIB);

/** The first arena is the process's heap; of the others each is one mapping that can be written, and one that cannot yet. */
function arenasMib(pid: number): number {
  let isArena = false;
  let kib = 0;
  for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
    const [, from, , modes = '', file] = MAPPING.exec(line) ?? [];
    if (from !== undefined) {
      isArena = file === '[heap]' || (file === '' && modes === 'rw-p' && BigInt(`0x${from}`) % ARENA === 0n);
    }
    const anonymous = /^Anonymous:\s+(\d+) kB/.exec(line)?.[1];
    if (isArena && anonymous !== undefined) kib += Number(anonymous);
  }
  return kib / KIB;
}
