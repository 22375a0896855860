import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { ChatEventOf } from '../turn/chat-event.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { Admission, Ticket } from './admission.ts';
import { ClockedTokenBucket } from './clocked-token-bucket.ts';
import { promptBytes } from './prompt-bytes.ts';
import { WaitingLine } from './waiting-line.ts';

export interface AdmissionOptions {
  /** Turns a second, over time; 0 means no limit. */
  readonly requestsPerSecond: number;
  /** Turns that may come at once after a rest. */
  readonly burst: number;
  /** Turns under way at the same time. */
  readonly maxConcurrent: number;
  /** Turns that may wait. */
  readonly maxQueue: number;
  /** UTF-8 bytes of one request. */
  readonly maxPromptBytes: number;
  readonly clock: Clock;
}

interface Waiter {
  /** Set when its turn has come. */
  ticket: Ticket | null;
  wake: () => void;
}

/** How long a turn is taken to last before any has ended, in milliseconds. */
const FIRST_GUESS_MS = 2_000;
/** Timers overflow past 24 days, and then fire at once. */
const LONGEST_NAP_MS = 3_600_000;
/** Weight of the newest turn in the moving average of how long turns last. */
const NEWEST = 0.2;

/**
 * Rate, concurrency and size limits in front of the pipeline. Where there is room and nobody waits, a request passes
 * without a timer or a queue. A timer runs only while someone waits for the rate.
 */
export function createAdmission(options: AdmissionOptions): Admission {
  const { clock, maxConcurrent, maxQueue, maxPromptBytes } = options;
  const bucket = new ClockedTokenBucket(options.burst, options.requestsPerSecond, clock);
  const line = new WaitingLine<Waiter>();
  let underWay = 0;
  let usualMs = FIRST_GUESS_MS;
  let timer: AbortController | null = null;

  function tryEnter(): Ticket | null {
    if (underWay >= maxConcurrent || !bucket.tryRemoveTokens(1)) return null;
    underWay += 1;
    const entered = clock.monotonic();
    let released = false;
    return {
      release({ charged }) {
        if (released) return;
        released = true;
        underWay -= 1;
        usualMs += NEWEST * (clock.monotonic() - entered - usualMs);
        if (!charged) bucket.giveBack();
        serve();
      },
    };
  }

  /** Lets in as many of the line as there is room for. */
  function serve(): void {
    while (line.length > 0) {
      const ticket = tryEnter();
      if (ticket === null) break;
      const waiter = line.next();
      if (waiter === undefined) break;
      waiter.ticket = ticket;
      waiter.wake();
    }
    if (line.length > 0 && underWay < maxConcurrent) serveLater();
    else stopTimer();
  }

  function serveLater(): void {
    if (timer !== null) return;
    const controller = new AbortController();
    timer = controller;
    const wake = () => {
      if (timer === controller) timer = null;
      serve();
    };
    clock.sleep(Math.min(bucket.waitFor(1), LONGEST_NAP_MS), controller.signal).then(wake, () => undefined);
  }

  function stopTimer(): void {
    timer?.abort();
    timer = null;
  }

  /** Milliseconds until whoever has this place in the line is let in: by the rate, and by turns that must end first. */
  function waitOf(place: number): number {
    const free = maxConcurrent - underWay;
    const byConcurrency = Math.ceil((Math.max(0, place - free) / maxConcurrent) * usualMs);
    return Math.max(bucket.waitFor(place), byConcurrency);
  }

  function checkSize(bytes: number): void {
    if (bytes <= maxPromptBytes) return;
    const numbers = `${bytes.toLocaleString('en-US')} bytes, and at most ${maxPromptBytes.toLocaleString('en-US')} are taken`;
    throw new JackdawError('too_large', `The request is ${numbers}. Shorten it or attach less.`);
  }

  function checkRoom(): void {
    if (line.length < maxQueue) return;
    const retryAfterMs = Math.max(1, waitOf(line.length + 1));
    const seconds = Math.ceil(retryAfterMs / 1000);
    throw new JackdawError(
      'queue_full',
      `Too many requests: ${line.length} are waiting, and no more may. Ask again in about ${seconds} s.`,
      { retryAfterMs },
    );
  }

  function tryAdmit(request: ChatRequest): Ticket | null {
    checkSize(promptBytes(request, maxPromptBytes));
    return line.length === 0 ? tryEnter() : null;
  }

  return {
    tryAdmit,
    checkPrompt(prompt) {
      // No character takes more than three bytes: most prompts need not be measured.
      if (prompt.length * 3 > maxPromptBytes) checkSize(Buffer.byteLength(prompt));
    },
    async *admit(request, signal) {
      signal.throwIfAborted();
      const ticket = tryAdmit(request);
      if (ticket !== null) return ticket;

      checkRoom();
      const waiter: Waiter = { ticket: null, wake: () => undefined };
      line.add(request.priority, waiter);
      const place = line.placeOfLast(request.priority);
      const reason = underWay >= maxConcurrent ? 'concurrency' : 'rate-limit';
      let leaving = true;
      try {
        if (reason === 'rate-limit') serveLater();
        yield {
          type: 'admission-wait',
          reason,
          position: place,
          waitMs: waitOf(place),
        } satisfies ChatEventOf<'admission-wait'>;
        const granted = await turnOf(waiter, signal);
        leaving = false;
        return granted;
      } finally {
        if (leaving) leave(waiter);
      }
    },
  };

  /** The waiter gave up: its place goes to the next, and so does its ticket where it had just got one. */
  function leave(waiter: Waiter): void {
    if (waiter.ticket !== null) waiter.ticket.release({ charged: false });
    else if (line.remove(waiter)) serve();
  }
}

function turnOf(waiter: Waiter, signal: AbortSignal): Promise<Ticket> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    waiter.wake = () => {
      signal.removeEventListener('abort', onAbort);
      if (waiter.ticket !== null) resolve(waiter.ticket);
    };
    if (signal.aborted) onAbort();
    else if (waiter.ticket !== null) resolve(waiter.ticket);
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
