import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { Admission, Ticket } from './admission.ts';
import { ClockedTokenBucket } from './clocked-token-bucket.ts';
import { binaryBytes, mostBytes, promptBytes } from './prompt-bytes.ts';
import { queueFull } from './queue-full.ts';
import { Turnstile } from './turnstile.ts';

export interface AdmissionOptions {
  /** Turns a second, over time; 0 means no limit. */
  readonly requestsPerSecond: number;
  /** Turns that may come at once after a rest. */
  readonly burst: number;
  /** Turns that may wait; as many people may, however many scripts do. */
  readonly maxQueue: number;
  /** UTF-8 bytes of one request. */
  readonly maxPromptBytes: number;
  /** Bytes of one request's images and documents, as base64. */
  readonly maxBinaryBytes: number;
  readonly clock: Clock;
}

/** The rate of requests and their size, in front of the pipeline. What calls cost upstream is the gate's concern. */
export function createAdmission(options: AdmissionOptions): Admission {
  const { clock, maxQueue, maxPromptBytes, maxBinaryBytes } = options;
  const bucket = new ClockedTokenBucket(options.burst, options.requestsPerSecond, clock);
  const turnstile = new Turnstile<null>({
    clock,
    waitFor: () => bucket.waitFor(1),
    take: () => bucket.take(1),
  });

  function createTicket(): Ticket {
    let released = false;
    return {
      release({ charged }) {
        if (released) return;
        released = true;
        if (charged) return;
        bucket.giveBack(1);
        turnstile.serve();
      },
    };
  }

  function checkSize(bytes: number): void {
    if (bytes <= maxPromptBytes) return;
    const numbers = `${bytes.toLocaleString('en-US')} bytes, and at most ${maxPromptBytes.toLocaleString('en-US')} are taken`;
    throw new JackdawError('too_large', `The request is ${numbers}. Shorten it or attach less.`);
  }

  function checkBinary(bytes: number): void {
    if (bytes <= maxBinaryBytes) return;
    throw new JackdawError(
      'too_large',
      `Images and documents of the request have ${megabytes(bytes)} together, and at most ${megabytes(maxBinaryBytes)} can be sent. Attach less, or begin a new conversation.`,
    );
  }

  function tryAdmit(request: ChatRequest): Ticket | null {
    if (mostBytes(request) > Math.min(maxBinaryBytes, maxPromptBytes)) {
      checkBinary(binaryBytes(request));
      checkSize(promptBytes(request, maxPromptBytes));
    }
    return turnstile.tryEnter(null) ? createTicket() : null;
  }

  return {
    get waiting() {
      return turnstile.waiting;
    },
    tryAdmit,
    checkPrompt(prompt) {
      // No character takes more than three bytes: most prompts need not be measured.
      if (prompt.length * 3 > maxPromptBytes) checkSize(Buffer.byteLength(prompt));
    },
    async admit(request, signal, tell) {
      signal.throwIfAborted();
      const ticket = tryAdmit(request);
      if (ticket !== null) return ticket;

      const waiting = turnstile.waitingAhead(request.priority);
      if (waiting >= maxQueue) throw queueFull(waiting, bucket.waitFor(waiting + 1));
      const granted = createTicket();
      const giveBack = () => granted.release({ charged: false });
      for await (const { position } of turnstile.enter(null, request.priority, signal, giveBack)) {
        const waitMs = bucket.waitFor(position);
        tell({ type: 'admission-wait', reason: 'rate-limit', position, waitMs });
      }
      return granted;
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
