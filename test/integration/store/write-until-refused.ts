import { randomBytes } from 'node:crypto';
import { JackdawError } from '@jackdaw/core';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { readAll } from './read-all.ts';

// Writes until the store has refused a few times, then reads all that was acknowledged and prints what it found.
const [folder = ''] = process.argv.slice(2);
const store = await openLevelStore({ folder, moveDelayMs: 1 });
const codes = new Set<string>();
let acknowledged = 0;
let refused = 0;
while (refused < 5 && acknowledged < 5_000) {
  try {
    await store.write([
      {
        type: 'put',
        key: `key/${acknowledged}`,
        value: { number: acknowledged, text: randomBytes(2_000).toString('base64') },
      },
    ]);
    acknowledged += 1;
    if (acknowledged % 10 === 0) await store.sync();
  } catch (error) {
    refused += 1;
    codes.add(error instanceof JackdawError ? error.code : String(error));
  }
}
let missing = 0;
for (let number = 0; number < acknowledged; number += 1) {
  if ((await store.get(`key/${number}`)) === undefined) missing += 1;
}
const scanned = (await readAll(store, { from: 'key/', to: 'key0' })).length;
await store.close();
process.stdout.write(JSON.stringify({ acknowledged, codes: [...codes], missing, scanned }));
