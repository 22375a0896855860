import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileIn, makeCommandHome } from './command-home.ts';

/** Stands where systemctl is looked for first: notes what it is called with, and does it, or fails. */
function fakeSystemctl(folder: string, script: string): string {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const file = path.join(bin, 'systemctl');
  writeFileSync(file, `#!/bin/sh\necho "$@" >> "${folder}/calls"\n${script}\n`);
  chmodSync(file, 0o755);
  return `${bin}:${process.env['PATH'] ?? ''}`;
}

const onLinux = process.platform === 'linux';

test.runIf(onLinux)('systemd is told to run the daemon, and to run it no more', async () => {
  await using bench = await makeCommandHome();
  const env = { ...bench.env, PATH: fakeSystemctl(bench.home.folder, 'exit 0') };
  const unit = fileIn(bench.home, '.config/systemd/user/jackdaw.service');

  const printed = await bench.run(['daemon', 'install', '--print'], { env });
  expect(existsSync(unit)).toBe(false);
  const running = await bench.json(['daemon', 'start', '--json'], { env });
  expect(running.running).toBe(true);

  const installed = await bench.run(['daemon', 'install'], { env });
  expect(installed).toMatchObject({ code: 0, stdout: expect.stringContaining(unit) });
  expect(readFileSync(unit, 'utf8')).toBe(printed.stdout);
  expect(printed.stdout).toContain(`JACKDAW_HOME=${bench.home.folder}`);
  expect(printed.stdout).not.toContain('test-key');
  // The one that ran made room.
  expect(await bench.json(['daemon', 'status', '--json'], { env })).toEqual({ running: false });

  expect(await bench.run(['daemon', 'uninstall'], { env })).toMatchObject({ code: 0 });
  expect(existsSync(unit)).toBe(false);
  expect(readFileSync(fileIn(bench.home, 'calls'), 'utf8').trim().split('\n')).toEqual([
    '--user daemon-reload',
    '--user enable --now jackdaw.service',
    '--user disable --now jackdaw.service',
    '--user daemon-reload',
  ]);
});

test.runIf(onLinux)('without a service manager it says what to do, and the daemon still starts', async () => {
  await using bench = await makeCommandHome();
  const env = { ...bench.env, PATH: fakeSystemctl(bench.home.folder, 'echo "no bus" >&2; exit 1') };
  const { code, stderr } = await bench.run(['daemon', 'install'], { env });
  expect(code).toBe(1);
  expect(stderr).toContain('no bus');
  expect(stderr).toContain('systemctl --user enable --now jackdaw.service');
  const started = await bench.run(['daemon', 'start'], { env });
  expect(started).toMatchObject({ code: 0, stderr: expect.stringContaining('without its service') });
});
