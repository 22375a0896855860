import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TestHome } from '../../support/test-home.ts';
import { readRecords } from './stored-records.ts';

/**
 * Where in a home that no daemon has open a secret lies: in files as they are, and in the database's records, which its
 * files hold compressed. `daemon.json` alone may hold the token: it is how clients get it.
 */
export async function findSecrets(home: TestHome, secrets: readonly string[]): Promise<string[]> {
  const files = readdirSync(home.folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(home.folder, name))
    .filter((name) => path.basename(name) !== 'daemon.json' && statSync(name).isFile());
  const inFiles = files.filter((name) => secrets.some((secret) => readFileSync(name).includes(secret)));
  const { records, damage } = await readRecords(home.paths.data);
  const inRecords = [...records]
    .filter((record) => secrets.some((secret) => JSON.stringify(record).includes(secret)))
    .map(([key]) => key);
  return [
    ...inFiles.map((name) => `a secret lies in ${path.basename(name)}`),
    ...inRecords.map((key) => `a secret lies in the record ${key}`),
    ...damage,
  ];
}
