import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const PIECE_BYTES = 64 * 1024;

/**
 * SHA-256 of a file in hexadecimal, read in pieces so that nothing else waits, through one buffer so that a model leaves
 * no garbage of its size. Rejects with the system's error, and with `signal.reason` on abort.
 */
export async function hashFile(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  await using input = await open(file);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await input.read(buffer, 0, PIECE_BYTES);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}
