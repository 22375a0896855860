import { execFileSync } from 'node:child_process';
import { daemonArguments } from '@jackdaw/core/home';
import { expect, test } from 'vitest';

test('Node knows every flag, and the program gets its own words', () => {
  const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
  const [command, ...words] = daemonArguments('-e', { auto: true }).slice(-3);
  expect([command, ...words]).toEqual(['-e', 'run', '--auto']);
  const flags = daemonArguments('-e', { auto: true }).slice(0, -3);
  const said = execFileSync(process.execPath, [...flags, '-e', script, 'run'], { encoding: 'utf8' });
  expect(JSON.parse(said)).toEqual(['run']);
});

test('one that is not to end by itself is not told to', () =>
  expect(daemonArguments('daemon.mjs', { auto: false }).slice(-2)).toEqual(['daemon.mjs', 'run']));
