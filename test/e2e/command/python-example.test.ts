import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fileIn, makeCommandHome } from './command-home.ts';
import { shellBlocks, shellWith } from './example-shell.ts';

const folder = fileURLToPath(new URL('../../../docs/examples/python', import.meta.url));

/** A Python that has the package `websockets`: the user's, or the system's own. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import websockets']).status === 0,
);

test.skipIf(python === undefined)(
  'the Python example runs as it is printed (needs `websockets`)',
  async () => {
    await using bench = await makeCommandHome();
    const shell = shellWith(bench, folder);
    mkdirSync(fileIn(bench.home, 'bin'), { recursive: true });
    const found = spawnSync(python ?? '', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
    symlinkSync(found.stdout.trim(), fileIn(bench.home, 'bin/python3'));
    bench.simulator.script('*', [{ blocks: [{ type: 'text', text: 'A small crow with pale eyes.' }] }]);
    const [lines = ''] = shellBlocks(path.join(folder, 'README.md'), 'sh');
    const { code, stdout, stderr } = await shell(lines);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('A small crow with pale eyes.\nagain: exact, ');
    expect(bench.simulator.journal()).toHaveLength(1);
  },
);
