import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { note, SetupError } from './notes.mjs';
import { root } from './root.mjs';
import { oldestNode } from './node-version.mjs';

/** The Node that is fetched where the present one is older. */
export const fetchedNode = '24.21.0';

/** sha512 of the npm packages `node-PLATFORM@24.21.0`, as the registry states them. @type {Record<string, string>} */
const packageHashes = {
  'linux-x64': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64': 'FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'win-x64': '0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/** npm is a script for the command interpreter on Windows, which Node starts through a shell only. */
const shell = process.platform === 'win32';

/**
 * The path of the Node in `.toolchain`, which is fetched from the npm registry on first use. Throws SetupError where
 * that fails.
 * @param {{ folder?: string, platform?: string, hashes?: Record<string, string> }} [options] the defaults are
 *   this checkout, this machine and the known hashes
 */
export function ensureFetchedNode(options = {}) {
  const {
    folder = path.join(root, '.toolchain'),
    platform = thisPlatform(),
    hashes = packageHashes,
  } = options;
  const home = path.join(folder, `node-${fetchedNode}`);
  const binary = path.join(home, 'bin', platform.startsWith('win') ? 'node.exe' : 'node');
  if (fs.existsSync(binary)) return binary;
  const hash = hashes[platform];
  if (hash === undefined) {
    throw new SetupError(
      `jackdaw needs Node ${oldestNode} or newer, this is ${process.versions.node}, and none can be fetched ` +
        `for ${platform}. Install it from https://nodejs.org and try again.`,
    );
  }
  withLock(path.join(folder, 'fetch.lock'), () => {
    if (!fs.existsSync(binary)) fetchNode({ folder, home, binary, platform, hash });
  });
  return binary;
}

function thisPlatform() {
  return `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/**
 * Unpacks beside the final place and renames, so that the place holds a whole Node or nothing.
 * @param {{ folder: string, home: string, binary: string, platform: string, hash: string }} target
 */
function fetchNode({ folder, home, binary, platform, hash }) {
  note(
    `Node ${process.versions.node} is too old; fetching Node ${fetchedNode} into .toolchain (50 MB, once)`,
  );
  const draft = fs.mkdtempSync(path.join(folder, 'draft-'));
  try {
    run('npm', ['pack', `node-${platform}@${fetchedNode}`, '--silent'], draft);
    const archive = fs.readdirSync(draft).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new SetupError('npm pack left no archive of Node; try again.');
    verify(path.join(draft, archive), hash);
    const member = `package/bin/${path.basename(binary)}`;
    run('tar', ['-xzf', archive, '--strip-components=1', member, 'package/LICENSE'], draft);
    fs.rmSync(path.join(draft, archive));
    run(path.join(draft, 'bin', path.basename(binary)), ['--version'], draft);
    fs.rmSync(home, { recursive: true, force: true });
    fs.chmodSync(draft, 0o755);
    fs.renameSync(draft, home);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** Refuses a file whose sha512 (base64) is another. @param {string} file @param {string} hash */
function verify(file, hash) {
  const actual = createHash('sha512').update(fs.readFileSync(file)).digest('base64');
  if (actual === hash) return;
  throw new SetupError(
    `the fetched Node has another checksum than expected and is not used (sha512 ${actual}). Check the registry ` +
      `that npm uses ("npm config get registry"), or install Node ${oldestNode} or newer from https://nodejs.org.`,
  );
}

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', shell: shell && command === 'npm' });
  if (result.status === 0) return;
  const reason = result.error?.message ?? result.stderr.trim();
  throw new SetupError(
    `"${path.basename(command)} ${args[0]}" failed while fetching Node: ${reason}\n` +
      `Check the network and try again, or install Node ${oldestNode} or newer from https://nodejs.org.`,
  );
}
