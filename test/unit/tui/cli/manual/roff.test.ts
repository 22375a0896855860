import { expect, test } from 'vitest';
import { roff } from '../../../../../packages/tui/src/cli/manual/roff.ts';

function written(text: string): string {
  const page = roff();
  page.text(text);
  return page.toString();
}

test('what is typed is bold, and its hyphens can be copied', () => {
  expect(written('see `ask --json`')).toBe('.PP\nsee \\fBask \\-\\-json\\fP\n');
});

test('a line that begins with a dot is text', () => {
  expect(written('.env is read')).toBe('.PP\n\\&.env is read\n');
});

test('backslashes and characters beyond ASCII are spelt out', () => {
  expect(written('a\\b ’ é 🐦')).toBe('.PP\na\\eb \\(cq \\[u00E9] \\[u1F426]\n');
});
