import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compileKernel, output } from '../../../../scripts/build-kernel.mjs';
import { root } from '../../../../scripts/root.mjs';

test('the bytes of the kernel are what its source compiles to', async () => {
  expect(fs.readFileSync(path.join(root, output), 'utf8')).toBe(await compileKernel());
});
