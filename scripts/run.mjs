#!/usr/bin/env node
// The one entry for people and machines: `npm start`, `npm test` and `node scripts/run.mjs TASK`.
// It runs on any Node from 18 on, depends on nothing, and brings what the tasks need. Its own notes go to
// standard error, so that `start` leaves standard output to jackdaw.
import path from 'node:path';
import { isatty } from 'node:tty';
import { ensureBundles } from './bundles.mjs';
import { taskEnvironment, userFolder } from './environment.mjs';
import { ensurePackages } from './install.mjs';
import { launch } from './launch.mjs';
import { fail } from './notes.mjs';
import { root } from './root.mjs';
import { ensureNode } from './toolchain.mjs';

/**
 * What a task runs: a script and its first arguments, whether it needs the bundles, and whether it works in the
 * user's folder (where relative file arguments belong) or in the checkout.
 * @typedef {{ usage: string, summary: string, script?: string[], bundles: boolean, cwd: 'user' | 'root' }} Task
 * @type {Record<string, Task>}
 */
const tasks = {
  start: {
    usage: 'start [ARGS]',
    summary: 'run jackdaw: the chat, or any of its commands',
    script: ['packages/tui/dist/jackdaw.mjs'],
    bundles: true,
    cwd: 'user',
  },
  test: {
    usage: 'test [ARGS]',
    summary: 'run the tests; ARGS go to vitest',
    // vitest colours its report even where it goes into a file.
    script: ['node_modules/vitest/vitest.mjs', 'run', ...(isatty(1) ? [] : ['--no-color'])],
    bundles: false,
    cwd: 'root',
  },
  check: {
    usage: 'check',
    summary: 'check types, lint, format, manifests and licences',
    script: ['scripts/check.mjs'],
    bundles: false,
    cwd: 'root',
  },
  build: {
    usage: 'build',
    summary: 'bundle the chat and the daemon, if a source changed',
    bundles: true,
    cwd: 'root',
  },
  package: {
    usage: 'package [FOLDER]',
    summary: 'make the package that is published, and its bill of materials',
    script: ['scripts/pack.mjs'],
    bundles: false,
    cwd: 'user',
  },
  release: {
    usage: 'release VERSION',
    summary: 'test, tag and make the package of a new version; publishes nothing',
    script: ['scripts/release.mjs'],
    bundles: false,
    cwd: 'root',
  },
  bench: {
    usage: 'bench [NAME [ARGS]] [--json]',
    summary: 'run one benchmark; without a name, list them',
    script: ['scripts/measure.mjs', 'bench'],
    bundles: true,
    cwd: 'user',
  },
  eval: {
    usage: 'eval [NAME [ARGS]] [--json]',
    summary: 'run one evaluation; without a name, list them',
    script: ['scripts/measure.mjs', 'eval'],
    bundles: true,
    cwd: 'user',
  },
  fault: {
    usage: 'fault [NAME [ARGS]] [--json]',
    summary: 'put jackdaw through one kind of trouble; without a name, list them',
    script: ['scripts/measure.mjs', 'fault'],
    bundles: true,
    cwd: 'user',
  },
  pictures: {
    usage: 'pictures [NAME...]',
    summary: 'take the pictures of the documents anew, from a real terminal',
    script: ['test/pictures/take-pictures.ts'],
    bundles: true,
    cwd: 'root',
  },
};

function taskList() {
  const lines = Object.values(tasks).map(({ usage, summary }) => `  ${usage.padEnd(30)}${summary}`);
  return `usage: node scripts/run.mjs TASK [ARGS]\n\n${lines.join('\n')}\n`;
}

const [name, ...args] = process.argv.slice(2);
const task = name === undefined || !Object.hasOwn(tasks, name) ? undefined : tasks[name];
if (name === undefined || ['help', '--help', '-h'].includes(name)) {
  process.stdout.write(taskList());
} else if (task === undefined) {
  process.stderr.write(`jackdaw: there is no task "${name}"\n\n${taskList()}`);
  process.exitCode = 2;
} else {
  try {
    const node = await ensureNode();
    ensurePackages(node);
    if (task.bundles) ensureBundles(node);
    if (task.script !== undefined) {
      const [script = '', ...first] = task.script;
      process.exitCode = await launch(node, [path.join(root, script), ...first, ...args], {
        cwd: task.cwd === 'user' ? userFolder(process.cwd(), process.env) : root,
        env: taskEnvironment(node, process.env),
      });
    }
  } catch (error) {
    fail(error);
  }
}
