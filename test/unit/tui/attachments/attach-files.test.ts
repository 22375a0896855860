import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  attachFiles,
  createFileCompletion,
  FILE_LIMITS,
  inspectMentions,
} from '../../../../packages/tui/src/attachments/index.ts';
import { listFiles } from '../../../../packages/tui/src/attachments/list-files.ts';
import { poll } from '../../../support/poll.ts';

const PNG = Buffer.from('\u0089PNG\r\n\u001a\n and more', 'latin1');

let cwd = '';
beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-attach-'));
});
afterEach(() => fs.rmSync(cwd, { recursive: true, force: true }));
function put(name: string, content: string | Uint8Array): void {
  fs.mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  fs.writeFileSync(path.join(cwd, name), content);
}
const attach = (prompt: string) => attachFiles(prompt, { cwd, home: path.join(cwd, 'home') });

test('text, images and documents go along as what they are, each once', async () => {
  put('a.txt', 'words');
  put('my picture.dat', PNG);
  put('home/p.pdf', '%PDF-1.7 …');
  expect(await attach('see @a.txt, @"my picture.dat" and @~/p.pdf; again @a.txt')).toEqual([
    { type: 'text', name: 'a.txt', text: 'words' },
    { type: 'image', name: 'my picture.dat', mediaType: 'image/png', data: PNG.toString('base64') },
    {
      type: 'document',
      name: '~/p.pdf',
      mediaType: 'application/pdf',
      data: Buffer.from('%PDF-1.7 …').toString('base64'),
    },
  ]);
});

test('people and packages are no files', async () =>
  expect(await attach('ask @alice about @types/node and @Injectable()')).toEqual([]));

describe('what cannot go along is refused with its name', () => {
  test.each([
    ['@missing.txt', 'invalid_request', 'There is no file missing.txt'],
    ['@"no such"', 'invalid_request', 'There is no file no such'],
    ['@./folder', 'invalid_request', './folder is a folder'],
    ['@data.bin', 'invalid_request', 'neither text (UTF-8), nor a PNG'],
    ['@huge.txt', 'too_large', 'huge.txt is larger than the 1 MB'],
    ['@huge.png', 'too_large', 'huge.png is larger than the 5 MB'],
  ])('%s', async (prompt, code, message) => {
    fs.mkdirSync(path.join(cwd, 'folder'));
    put('data.bin', new Uint8Array([1, 0, 2]));
    put('huge.txt', 'x'.repeat(FILE_LIMITS.text + 1));
    put('huge.png', Buffer.concat([PNG, Buffer.alloc(FILE_LIMITS.image)]));
    await expect(attach(prompt)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('too much together', async () => {
    for (const name of ['a', 'b', 'c']) put(`${name}.png`, Buffer.concat([PNG, Buffer.alloc(4_500_000)]));
    await expect(attach('@a.png @b.png @c.png')).rejects.toMatchObject({ code: 'too_large' });
  });
});

test('what would go along is told while it is typed', async () => {
  put('a.txt', 'words');
  put('b.png', PNG);
  const place = { cwd, home: cwd };
  expect(await inspectMentions('@a.txt @b.png @c.png', place)).toMatch(
    /^a\.txt \(text, 5 .*\) · b\.png \(image, /,
  );
  expect(await inspectMentions('nothing @here', place)).toBeNull();
});

describe('files that are offered', () => {
  const signal = new AbortController().signal;

  test('in a Git working tree leave out what is ignored', async () => {
    put('.gitignore', 'secret.txt\n');
    put('secret.txt', '');
    put('src/new.ts', '');
    put('node_modules/x/index.js', '');
    fs.appendFileSync(path.join(cwd, '.gitignore'), 'node_modules\n');
    execFileSync('git', ['init', '-q'], { cwd });
    expect([...(await listFiles(cwd, signal))].toSorted()).toEqual(['.gitignore', 'src/new.ts']);
  });

  test('elsewhere leave out hidden files and packages', async () => {
    put('.env', '');
    put('a/b.txt', '');
    put('node_modules/x/index.js', '');
    put('c.txt', '');
    // Git looks upwards: a folder above must not answer for this one.
    const found = await listFiles(cwd, signal);
    expect([...found].toSorted()).toEqual(['a/b.txt', 'c.txt']);
  });

  test('come at once where they are known, and folder by folder outside', async () => {
    put('home/docs/plan.md', '');
    put('deep/er/file.ts', '');
    let changes = 0;
    const completion = createFileCompletion({
      place: { cwd, home: path.join(cwd, 'home') },
      now: () => 0,
      onChange: () => (changes += 1),
    });
    expect(completion.find('file')).toEqual([]);
    await poll('the list', () => changes === 1);
    expect(completion.find('file')).toEqual(['deep/er/file.ts']);
    completion.find('~/');
    await poll('the folder', () => changes === 2);
    expect(completion.find('~/do')).toEqual(['~/docs/']);
    completion.find('~/docs/');
    await poll('the folder below', () => changes === 3);
    expect(completion.find('~/docs/')).toEqual(['~/docs/plan.md']);
    completion.close();
  });
});
