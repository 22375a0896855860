// Makes a release: `node scripts/run.mjs release VERSION`. Everything that can be checked is checked first; then the
// manifests get the version, a commit and a tag are made, and the package with its bill of materials is left in
// `.build/release`. Nothing leaves this machine: what publishes is printed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fail, note, SetupError } from './notes.mjs';
import { root } from './root.mjs';
import { isAtLeast } from './node-version.mjs';

const manifests = ['.', 'packages/core', 'packages/daemon', 'packages/tui'].map((folder) =>
  path.join(root, folder, 'package.json'),
);

/** Standard output of a program that has to succeed. @param {string} command @param {string[]} args @param {'pipe' | 2} [output] */
function run(command, args, output = 'pipe') {
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', output, 2],
  });
  if (status !== 0) throw new SetupError(`${command} ${args.join(' ')} failed; nothing is released.`);
  return stdout ?? '';
}

/**
 * Why a release cannot be made; null where it can.
 * @param {{ version: string | undefined, current: string, changelog: string, changes: string, branch: string }} state
 * `changes`: what git says is not committed
 */
export function whyNot({ version, current, changelog, changes, branch }) {
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    return 'name the version: node scripts/run.mjs release 1.2.3';
  if (isAtLeast(current, version) && current !== version) return `${version} is older than ${current}.`;
  if (branch !== 'main') return `releases are made from main, not from ${branch || 'a detached commit'}.`;
  if (changes !== '') return `commit or remove first:\n${changes}`;
  const heading = new RegExp(`^## ${version.replaceAll('.', '\\.')} - \\d{4}-\\d{2}-\\d{2}$`, 'm');
  if (!heading.test(changelog)) return `CHANGELOG.md has no heading "## ${version} - YYYY-MM-DD".`;
  return null;
}

/** @param {string | undefined} version */
function release(version) {
  const problem = whyNot({
    version,
    current: JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version,
    changelog: fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'),
    changes: run('git', ['status', '--porcelain']).trimEnd(),
    branch: run('git', ['branch', '--show-current']).trim(),
  });
  if (problem !== null) throw new SetupError(problem);
  const tag = `v${version}`;
  if (run('git', ['tag', '--list', tag]) !== '') throw new SetupError(`there is a tag ${tag} already.`);

  for (const file of manifests) {
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`));
  }
  run('bash', ['.ci/run'], 2);
  const folder = path.join(root, '.build', 'release');
  const packed = run(process.execPath, ['scripts/pack.mjs', folder]);
  if (run('git', ['status', '--porcelain']) !== '')
    run('git', ['commit', '--all', '--message', `Release ${version}`], 2);
  run('git', ['tag', '--annotate', tag, '--message', `jackdaw ${version}`]);
  note(
    `${version} is tagged. To publish it:\n  git push --follow-tags\n  npm publish ${JSON.parse(packed).package}`,
  );
}

if (
  process.argv[1] !== undefined &&
  path.resolve(process.argv[1]) === path.join(root, 'scripts', 'release.mjs')
) {
  try {
    release(process.argv[2]);
  } catch (error) {
    fail(error);
  }
}
