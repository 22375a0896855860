import { expect, test } from 'vitest';
import { whyNot } from '../../../scripts/release.mjs';

const ready = {
  version: '1.2.3',
  current: '1.2.2',
  changelog: '# Changelog\n\n## 1.2.3 - 2026-12-01\n',
  changes: '',
  branch: 'main',
};

test('a version that is next, told and committed can be released', () => {
  expect(whyNot(ready)).toBeNull();
  expect(whyNot({ ...ready, current: '1.2.3' })).toBeNull();
});

test.each([
  [{ version: undefined }, /name the version/],
  [{ version: 'v1.2.3' }, /name the version/],
  [{ current: '1.3.0' }, /older than 1\.3\.0/],
  [{ branch: 'topic' }, /not from topic/],
  [{ changes: ' M README.md' }, /README\.md/],
  [{ changelog: '## 1.2.30 - 2026-12-01' }, /no heading/],
])('%j stands in the way', (change, reason) => {
  expect(whyNot({ ...ready, ...change })).toMatch(reason);
});
