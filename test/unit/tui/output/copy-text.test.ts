import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { codeBlocksOf } from '../../../../packages/tui/src/output/index.ts';
import { copyText, programsFor } from '../../../../packages/tui/src/output/copy-text.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-clipboard-'));
const before = process.env['PATH'];
afterAll(() => {
  process.env['PATH'] = before;
  rmSync(folder, { recursive: true, force: true });
});

test('a desktop’s own program is asked, the terminal over ssh and where there is none', () => {
  const names = (env: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
    programsFor({ env, platform }).map(([program]) => program);
  expect(names({}, 'darwin')).toEqual(['pbcopy']);
  expect(names({ WAYLAND_DISPLAY: 'w', DISPLAY: ':0' })).toEqual(['wl-copy', 'xclip', 'xsel']);
  expect(names({ WSL_DISTRO_NAME: 'Debian' })).toEqual(['clip.exe']);
  expect(names({ DISPLAY: ':0', SSH_TTY: '/dev/pts/1' })).toEqual([]);
  expect(names({})).toEqual([]);
});

test('a program that fails or is not there leaves it to the next, and last to the terminal', async () => {
  const copied = path.join(folder, 'copied');
  const wayland = path.join(folder, 'wl-copy');
  writeFileSync(wayland, '#!/bin/sh\nexit 1\n');
  const x11 = path.join(folder, 'xclip');
  writeFileSync(x11, `#!/bin/sh\ncat > '${copied}'\n`);
  chmodSync(wayland, 0o755);
  chmodSync(x11, 0o755);
  process.env['PATH'] = `${folder}:${before}`;
  let written = '';
  const write = (text: string) => void (written += text);
  const env = { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' };
  expect(await copyText('für ☂', { env, platform: 'linux', write })).toBe('with xclip');
  expect(readFileSync(copied, 'utf8')).toBe('für ☂');
  expect(written).toBe('');
  expect(await copyText('für ☂', { env: {}, platform: 'linux', write })).toContain('OSC 52');
  expect(written).toContain(Buffer.from('für ☂').toString('base64'));
});

test('code blocks are found in order, inside of lists too, with their language', () => {
  const markdown =
    '- item\n\n  ```ts title="a"\n  const a = 1;\n  ```\n\n> ~~~\n> quoted\n> ~~~\n\n`no block`';
  expect(codeBlocksOf(markdown)).toEqual([
    { language: 'ts', code: 'const a = 1;' },
    { language: '', code: 'quoted' },
  ]);
});
