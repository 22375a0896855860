#!/usr/bin/env node
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecentNode, OLDEST_NODE } from './cli/oldest-node.ts';
import { runCli } from './cli/run-cli.ts';
import { reasonOf } from './connect/reason-of.ts';

// Set by the bundler: the version of the workspace, and the daemon's bundle as seen from this one.
declare const __JACKDAW_VERSION__: string;
declare const __DAEMON_ENTRY__: string;

const { stdin, stdout, stderr, env } = process;
const cwd = process.cwd();
const home = env['JACKDAW_HOME'];

if (!isRecentNode(process.version)) {
  stderr.write(`jackdaw: this is Node ${process.version}; jackdaw needs ${OLDEST_NODE} or newer\n`);
  process.exit(1);
}

/** What a stream that takes no more makes of the exit code; null while all is well. */
let cutOff: 0 | 1 | null = null;
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (cutOff !== null) return;
    // `jackdaw … | head`: the reader has enough, and that is no failure. A full disk is.
    cutOff = error.code === 'EPIPE' ? 0 : 1;
    if (cutOff === 1 && stream === stdout) {
      stderr.write(`jackdaw: standard output could not be written: ${reasonOf(error)}\n`);
    }
    // Whoever listens for it ends sooner, and more tidily.
    setTimeout(() => process.exit(cutOff ?? 1), 2_000);
  });
}

const exitCode = await runCli(
  {
    stdin,
    stdout,
    stderr,
    env: home === undefined || home === '' ? env : { ...env, JACKDAW_HOME: path.resolve(home) },
    cwd,
    homedir: homedir(),
    version: __JACKDAW_VERSION__,
    daemonEntry: fileURLToPath(new URL(__DAEMON_ENTRY__, import.meta.url)),
    plain: false,
  },
  process.argv.slice(2),
);
// Not a plain return: a stdin that nobody ends, or a socket that closes slowly, must not keep the shell waiting.
const exit = () => process.exit(cutOff ?? exitCode);
if (stdout.writableLength === 0 || cutOff !== null) exit();
else stdout.write('', exit);
