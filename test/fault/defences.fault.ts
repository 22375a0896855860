import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { copyTree, DEFENCES, runTests, type Change, type Defence } from './support/defences/index.ts';

export const name = 'defences';
export const summary = 'take each defence of SECURITY.md away and see its test fail; names choose some';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** In a copy of the work tree: all tests pass as it stands; without a defence, those that hold it fail. */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  const chosen = args.length === 0 ? DEFENCES : args.map(find);
  const copy = mkdtempSync(path.join(tmpdir(), 'jackdaw-defences-'));
  try {
    note('copying the work tree');
    copyTree(root, copy);
    note(`the tests of ${chosen.length} defences, as they stand`);
    const whole = await runTests(copy, [...new Set(chosen.map(({ test }) => test))]);
    if (whole.failures.length + whole.broken > 0) {
      const said = whole.failures.length > 0 ? whole.failures.join('\n') : whole.output;
      throw new Error(`With every defence in its place tests fail already:\n${said}`);
    }
    const rows = [];
    for (const defence of chosen) {
      const row = await without(copy, defence);
      note(`${row.defence}: ${row.outcome}`);
      rows.push(row);
    }
    const unnoticed = rows.filter(({ outcome }) => outcome !== 'noticed');
    if (unnoticed.length > 0) {
      const list = unnoticed.map(({ defence, outcome, test }) => `  ${defence} (${test}): ${outcome}`);
      throw new Error(`Of ${rows.length} defences that were taken away:\n${list.join('\n')}`);
    }
    return { defences: rows.length, noticed: rows.length, testsAsTheyStand: whole.passed, rows };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function without(copy: string, { id, changes, test, name: tests }: Defence) {
  const originals = changes.map((change) => apply(copy, change));
  try {
    const { failures, broken } = await runTests(copy, [test], tests);
    const outcome = broken > 0 ? 'the tests did not run' : failures.length > 0 ? 'noticed' : 'not noticed';
    return {
      defence: id,
      file: changes.map(({ file }) => file).join(', '),
      test,
      failed: failures.length,
      outcome,
    };
  } finally {
    // In reverse: two changes may be of one file.
    for (const { file, text } of originals.toReversed()) writeFileSync(file, text);
  }
}

function apply(copy: string, { file, find: text, replace }: Change) {
  const target = path.join(copy, file);
  const original = readFileSync(target, 'utf8');
  if (original.split(text).length !== 2) throw new Error(`${file} does not hold this exactly once: ${text}`);
  writeFileSync(
    target,
    original.replace(text, () => replace),
  );
  return { file: target, text: original };
}

function find(id: string): Defence {
  const found = DEFENCES.find((defence) => defence.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `There is no defence ${id}. There are: ${DEFENCES.map((defence) => defence.id).join(', ')}.`,
  );
}
