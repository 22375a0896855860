import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JackdawClient } from '@jackdaw/core/client';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { connectClient } from '../../support/connect.ts';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import type { Stand } from '../turns/open-stand.ts';
import { KEY } from '../turns/open-stand.ts';

export interface Exporting extends AsyncDisposable {
  readonly file: DaemonFile;
  readonly client: JackdawClient;
  /** The daemon's log so far. */
  log(): string;
  /** Every file whose code was loaded so far, with the code. */
  loaded(): readonly string[];
  /** Asks it to stop and waits for its end: what it had to send is sent. */
  stop(): Promise<number | NodeJS.Signals>;
}

const preload = pathToFileURL(path.resolve(import.meta.dirname, '../../support/record-loads.mjs')).href;

/** The daemon as users run it, with what the environment says of collectors. */
export async function startExporting(
  stand: Stand,
  env: NodeJS.ProcessEnv,
  scenario = '',
): Promise<Exporting> {
  const loads = path.join(stand.home.folder, 'loads');
  const daemon = spawnDaemon(stand.home, {
    env: {
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: stand.simulator.url + scenario,
      NODE_OPTIONS: `--import ${preload}`,
      JACKDAW_TEST_LOADS: loads,
      ...env,
    },
  });
  const file = await untilListening(stand.home, daemon);
  const client = await connectClient(file);
  return {
    file,
    client,
    log: () => readFileSync(path.join(stand.home.paths.logs, 'daemon.log'), 'utf8'),
    loaded: () =>
      readFileSync(loads, 'utf8')
        .trim()
        .split('\n')
        .filter((url) => url.startsWith('file:'))
        .map((url) => readFileSync(new URL(url), 'utf8')),
    async stop() {
      await client.call('shutdown', {});
      return daemon.exit;
    },
    async [Symbol.asyncDispose]() {
      client.close();
      await daemon[Symbol.asyncDispose]();
    },
  };
}
