import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';

// Writes batches of two keys as fast as it can and prints the number of each one that was acknowledged.
const [folder = '', round = '0'] = process.argv.slice(2);
const store = await openLevelStore({ folder, moveDelayMs: 2, segmentBytes: 20_000 });
for (let number = 0; ; number += 1) {
  const value = { number, text: `ä${'x'.repeat(number % 700)}` };
  await store.write([
    { type: 'put', key: `round/${round}/${number}/a`, value },
    { type: 'put', key: `round/${round}/${number}/b`, value },
    { type: 'put', key: 'last', value: { round: Number(round), number } },
    { type: 'delete', key: `round/${round}/${number - 3}/b` },
  ]);
  process.stdout.write(`${number}\n`);
  if (number % 50 === 0) await store.sync();
  // Lets the pipe drain and the mover work between the batches.
  await new Promise((resolve) => setImmediate(resolve));
}
