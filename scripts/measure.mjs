// Runs one benchmark (test/bench/NAME.bench.ts), evaluation (test/eval/NAME.eval.ts) or trial under fault
// (test/fault/NAME.fault.ts), or lists them.
import path from 'node:path';
import { measure } from './measures.mjs';
import { fail } from './notes.mjs';
import { root } from './root.mjs';

const [kind = 'bench', ...args] = process.argv.slice(2);
try {
  process.exitCode = await measure({ kind, folder: path.join(root, 'test', kind), args });
} catch (error) {
  fail(error);
}
