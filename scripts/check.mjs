// Types, lint, format, manifests, packages and texts; one line each, stops at the first failure and shows its output.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { auditPackages } from './audit.mjs';
import { findMachinePaths } from './machine-paths.mjs';
import { findLooseVersions } from './manifests.mjs';
import { root } from './root.mjs';

/** Each step returns what is wrong; nothing, where all is well. @type {Record<string, () => string>} */
const steps = {
  types: () => runTool('typescript/bin/tsc', ['-b']),
  lint: () => runTool('oxlint/bin/oxlint', ['--deny-warnings']),
  format: () => runTool('oxfmt/bin/oxfmt', ['--check']),
  manifests: checkManifests,
  packages: () => auditPackages(root).join('\n'),
  texts: checkTexts,
};

for (const [name, step] of Object.entries(steps)) {
  const startedAt = performance.now();
  const problems = step().trim();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `${name.padEnd(10)} ${problems === '' ? 'ok    ' : 'failed'} ${seconds.padStart(5)} s\n`,
  );
  if (problems !== '') {
    process.stdout.write(`\n${problems}\n`);
    process.exitCode = 1;
    break;
  }
}

/** @param {string} tool its script below node_modules @param {string[]} args */
function runTool(tool, args) {
  const result = spawnSync(process.execPath, [path.join(root, 'node_modules', tool), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return '';
  return (
    result.error?.message ?? (`${result.stdout}${result.stderr}`.trim() || `${tool} failed without a word`)
  );
}

/** Every direct dependency has one exact version: a fresh clone gets what was tested. */
function checkManifests() {
  const folders = fs.readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/`);
  return ['', ...folders]
    .map((folder) => `${folder}package.json`)
    .flatMap((file) => findLooseVersions(JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')), file))
    .join('\n');
}

/** No file names a folder of the machine that it was written on. */
function checkTexts() {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  if (listed.status !== 0)
    return 'git cannot list the files of the project; run the check in a git checkout.';
  const files = listed.stdout
    .split('\0')
    .filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
  return files
    .flatMap((file) =>
      findMachinePaths(fs.readFileSync(path.join(root, file), 'utf8'), [root, os.homedir()], file),
    )
    .join('\n');
}
