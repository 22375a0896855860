import { expect, test } from 'vitest';
import { bundledPackages } from '../../../scripts/third-party.mjs';

test('a source belongs to the innermost package that it lies in', () => {
  const store = 'node_modules/.pnpm';
  expect(
    bundledPackages([
      'packages/core/src/index.ts',
      `${store}/zod@4.6.7/node_modules/zod/v4/core.js`,
      `${store}/zod@4.6.7/node_modules/zod/index.js`,
      `${store}/@scope+name@1.0.0/node_modules/@scope/name/lib/a.js`,
    ]),
  ).toEqual([`${store}/@scope+name@1.0.0/node_modules/@scope/name`, `${store}/zod@4.6.7/node_modules/zod`]);
});
