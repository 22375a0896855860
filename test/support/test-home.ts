import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homePaths, type HomePaths } from '@jackdaw/core/home';
import type { DaemonFile } from '@jackdaw/core/protocol';

export interface TestHome {
  readonly folder: string;
  readonly paths: HomePaths;
  /** `daemon.json`; undefined where there is none. */
  daemonFile(): DaemonFile | undefined;
  writeConfig(config: object): void;
  /** With `using`: the folder goes with the test. */
  [Symbol.dispose](): void;
}

/** A home of its own in a temporary folder. */
export function makeHome(config?: object): TestHome {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-home-'));
  const paths = homePaths({ env: { JACKDAW_HOME: folder }, homedir: folder });
  const home: TestHome = {
    folder,
    paths,
    daemonFile() {
      try {
        return JSON.parse(readFileSync(path.join(paths.run, 'daemon.json'), 'utf8')) as DaemonFile;
      } catch {
        return undefined;
      }
    },
    writeConfig(config) {
      mkdirSync(path.dirname(paths.configFile), { recursive: true });
      // No test fetches a model, nor asks for models in the midst of what it counts.
      const quiet = { embedder: { download: false }, models: { refresh: false } };
      writeFileSync(paths.configFile, JSON.stringify({ ...quiet, ...config }));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  home.writeConfig(config ?? {});
  return home;
}
