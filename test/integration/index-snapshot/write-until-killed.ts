import { createBinaryIndex, type BinaryIndex } from '@jackdaw/core';
import { writeSnapshot } from '../../../packages/daemon/src/index-snapshot/index.ts';
import { codeRun, ENTRIES, LABEL } from './code-run.ts';

// Writes snapshots one after the other, each with one entry more, and prints each one's number when it is written.
const [file = '', from = '0'] = process.argv.slice(2);
const index: BinaryIndex = createBinaryIndex({ dimensions: 384, vectorOf: () => null });
index.restore(codeRun(0, ENTRIES));
for (let sequence = 1; ; sequence += 1) {
  index.restore(codeRun(ENTRIES + sequence, 1));
  if (sequence <= Number(from)) continue;
  process.stdout.write(`begun ${sequence}\n`);
  await writeSnapshot({ file, index, sequence, label: LABEL });
  process.stdout.write(`written ${sequence}\n`);
}
