import { expect, test } from 'vitest';
import { isAtLeast, oldestNode } from '../../../scripts/node-version.mjs';

test.each(['22.18.0', '22.18.1', '22.20.0', '24.0.0', '100.0.0'])('Node %s is new enough', (version) => {
  expect(isAtLeast(version, oldestNode)).toBe(true);
});

test.each(['18.20.8', '20.20.2', '22.9.0', '22.17.9'])('Node %s is too old', (version) => {
  expect(isAtLeast(version, oldestNode)).toBe(false);
});
