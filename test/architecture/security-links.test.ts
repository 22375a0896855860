import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DEFENCES } from '../fault/support/defences/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');
const targetsIn = (line: string) => [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);

/** The rows of the tables, without their heads: what is tried, what stands in the way, what holds it. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.endsWith('| held by |'))
  .map((line) => line.split(' | '));

test('every link of SECURITY.md leads to a file', () => {
  expect(targetsIn(text).filter((target) => !existsSync(path.join(root, target)))).toEqual([]);
});

test('every attack has a defence in a source, and a test', () => {
  const lacking = rows.filter(([, defence = '', held = '']) => {
    const sources = targetsIn(defence);
    const tests = targetsIn(held);
    return sources.length === 0 || tests.length !== 1 || !tests.every((file) => file.startsWith('test/'));
  });
  expect(lacking).toEqual([]);
  expect(rows.length).toBeGreaterThan(50);
});

describe('a defence that a trial takes away', () => {
  test.each(DEFENCES.map((defence) => [defence.id, defence] as const))('%s has its row', (id, defence) => {
    const found = rows.filter(([, , held = '']) => held.includes(`\`${id}\``));
    expect(found).toHaveLength(1);
    const [, sources = '', held = ''] = found[0] ?? [];
    expect(targetsIn(held)).toEqual([defence.test]);
    for (const { file } of defence.changes) expect(targetsIn(sources)).toContain(file);
  });

  test('is one that there is', () => {
    const ids = new Set(DEFENCES.map(({ id }) => id));
    const named = rows.flatMap(([, , held = '']) =>
      [...held.matchAll(/`([\w-]+)`/g)].map(([, id = '']) => id),
    );
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
