import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { note } from './notes.mjs';
import { formatResult } from './result-table.mjs';

/**
 * Runs the measure that the first argument names and prints its result: one JSON object with `--json`, else tables.
 * Without a name, prints the list. What a measure exports is the interface `Measure` of test/support/measure.ts.
 * @param {{ kind: string, folder: string, args: string[] }} request `folder` holds the files `NAME.KIND.ts`
 * @returns {Promise<number>} the exit code: 2 for an unknown name, else 0; rejects with what the measure throws
 */
export async function measure({ kind, folder, args }) {
  const json = args.includes('--json');
  const [name, ...rest] = args.filter((argument) => argument !== '--json');
  const names = findNames(folder, kind);
  const load = (/** @type {string} */ each) =>
    import(pathToFileURL(path.join(folder, `${each}.${kind}.ts`)).href);
  const list = async () => {
    const lines = await Promise.all(
      names.map(async (each) => `  ${each.padEnd(16)}${(await load(each)).summary}`),
    );
    return `usage: node scripts/run.mjs ${kind} NAME [ARGS] [--json]\n\n${lines.join('\n') || '  (none yet)'}\n`;
  };

  if (name === undefined || ['help', '--help', '-h'].includes(name)) {
    process.stdout.write(json ? `${JSON.stringify(names)}\n` : await list());
    return 0;
  }
  if (!names.includes(name)) {
    process.stderr.write(`jackdaw: there is no ${kind} "${name}"\n\n${await list()}`);
    return 2;
  }
  const result = await (await load(name)).run({ args: rest, json, note });
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : formatResult(result));
  return 0;
}

/** @param {string} folder @param {string} kind */
function findNames(folder, kind) {
  const suffix = `.${kind}.ts`;
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}
