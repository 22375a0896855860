import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createDataWriter } from '../../../../../packages/tui/src/cli/ask/data-writer.ts';
import { createTextWriter } from '../../../../../packages/tui/src/cli/ask/text-writer.ts';

test.each([
  ['text', createTextWriter],
  ['data', createDataWriter],
])('%s: a script hears on stderr what its user must know, and nothing else', async (_name, createWriter) => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const writer = createWriter({ stdout, stderr } as never);
  await writer.event({ type: 'cache-miss', reason: 'absent', lookupMs: 1 } as never);
  await writer.event({ type: 'warning', message: 'The answer is not saved:\nthe disk is full.' });
  expect(String(stderr.read() ?? '')).toBe('jackdaw: The answer is not saved: the disk is full.\n');
  expect(stdout.read()).toBeNull();
});
