import { fstatSync } from 'node:fs';
import { JackdawError, LIMITS } from '@jackdaw/core/protocol';
import type { CliContext } from '../cli-context.ts';

/** After this long without a byte, something is said about the wait. */
const NOTICE_MS = 2_000;
/** How long a socket that says nothing is listened to, where there is a question already. */
const SOCKET_GRACE_MS = 3_000;

export interface PipedNeed {
  /** Whether there is no question without it. */
  readonly needed: boolean;
  /** Whether it was asked for with `-`: then a terminal is read, too, up to Ctrl+D. */
  readonly named: boolean;
}

/**
 * All of stdin where it is not a terminal, else nothing. A shell's pipe or file is read to its end, however slow.
 * Programs that start others often leave a socket open on stdin and never write: with a question on the command line
 * such a one is given up after three seconds, and stderr says so.
 */
export async function readPiped(
  context: CliContext,
  { needed, named }: PipedNeed,
  signal: AbortSignal,
): Promise<string> {
  const { stdin, stderr } = context;
  if (stdin.isTTY && !named) return '';
  const idleSocket = !needed && isSocket();
  const notice = setTimeout(
    () => {
      if (!idleSocket) return stderr.write(stdin.isTTY ? TYPE_NOTE : WAIT_NOTE);
      stderr.write('jackdaw: nothing came on stdin within 3 s; going on without it\n');
      return stdin.destroy();
    },
    idleSocket ? SOCKET_GRACE_MS : NOTICE_MS,
  );
  const onAbort = () => stdin.destroy();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await readAll(stdin, () => clearTimeout(notice));
  } finally {
    clearTimeout(notice);
    signal.removeEventListener('abort', onAbort);
    signal.throwIfAborted();
  }
}

const WAIT_NOTE = 'jackdaw: waiting for stdin to end; without one, add </dev/null\n';
const TYPE_NOTE = 'jackdaw: type the question; Ctrl+D on a line of its own ends it\n';

async function readAll(stdin: NodeJS.ReadStream, onFirst: () => void): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stdin) {
      onFirst();
      const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      bytes += buffer.length;
      if (bytes > LIMITS.maxPromptBytes) {
        throw new JackdawError(
          'too_large',
          `stdin has more text than the ${LIMITS.maxPromptBytes / 1e6} MB that one request may have. Send less of it.`,
        );
      }
      chunks.push(buffer);
    }
  } catch (error) {
    // Closed before its end: by us, or by a parent that left no stdin at all.
    if (error instanceof JackdawError) throw error;
  }
  const all = Buffer.concat(chunks);
  if (all.includes(0))
    throw new JackdawError(
      'invalid_request',
      'What came on stdin is not text. Only text can be asked about.',
    );
  return all.toString('utf8');
}

function isSocket(): boolean {
  try {
    return fstatSync(0).isSocket();
  } catch {
    return false;
  }
}
