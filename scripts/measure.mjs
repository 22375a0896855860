// Runs one benchmark (test/bench/NAME.bench.ts) or one evaluation (test/eval/NAME.eval.ts) in this process. Such a
// file exports:
//   name     what it is called, as in its file name
//   summary  one line for the list
//   run(options): Promise<Result>, where options = { args, json, note }: the arguments after the name without
//            --json, whether --json was given, and a function that tells progress on standard error.
// Result is a plain object. With --json it is printed as one JSON object; else as a table of its entries, where an
// entry that holds rows (an array of objects) becomes a table of its own.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, note } from './notes.mjs';
import { formatResult } from './result-table.mjs';
import { root } from './root.mjs';

const [kind = 'bench', ...rest] = process.argv.slice(2);
const json = rest.includes('--json');
const [name, ...args] = rest.filter((argument) => argument !== '--json');
const names = findNames();

if (name === undefined || ['help', '--help', '-h'].includes(name)) {
  if (json) process.stdout.write(`${JSON.stringify(names)}\n`);
  else process.stdout.write(await list());
} else if (names.includes(name)) {
  await run(name);
} else {
  process.stderr.write(`jackdaw: there is no ${kind} "${name}"\n\n${await list()}`);
  process.exitCode = 2;
}

function findNames() {
  const folder = path.join(root, 'test', kind);
  const suffix = `.${kind}.ts`;
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}

/** @param {string} chosen */
function load(chosen) {
  return import(pathToFileURL(path.join(root, 'test', kind, `${chosen}.${kind}.ts`)).href);
}

async function list() {
  const lines = await Promise.all(
    names.map(async (each) => `  ${each.padEnd(16)}${(await load(each)).summary}`),
  );
  return `usage: node scripts/run.mjs ${kind} NAME [ARGS] [--json]\n\n${lines.join('\n') || '  (none yet)'}\n`;
}

/** @param {string} chosen */
async function run(chosen) {
  try {
    const result = await (await load(chosen)).run({ args, json, note });
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : formatResult(result));
  } catch (error) {
    fail(error);
  }
}
