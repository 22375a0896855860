import { expect, test } from 'vitest';
import { stemOf } from '../../../../packages/tui/src/views/history/export-conversation.ts';

test('a title becomes a name without a path, a dot or a space in it', () => {
  expect(stemOf('What is a cache?')).toBe('what-is-a-cache');
  expect(stemOf('../../etc/passwd')).toBe('etc-passwd');
  expect(stemOf('Über 漢字!')).toBe('über-漢字');
  expect(stemOf('???')).toBe('conversation');
});
