import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAskFile } from '../../../../packages/tui/src/cli/ask/read-attachment.ts';
import { readSchema } from '../../../../packages/tui/src/cli/ask/read-schema.ts';

let folder = '';
const put = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-files-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file in a prompt', () => {
  test('stands in a fence under its path', async () => {
    put('a.ts', 'const a = 1;\n');
    expect(await readAskFile('a.ts', folder)).toEqual({ text: 'a.ts\n```\nconst a = 1;\n```' });
  });

  test('cannot end its own fence', async () => {
    put('b.md', 'text\n````\ncode\n````\n');
    expect(await readAskFile('b.md', folder)).toEqual({ text: 'b.md\n`````\ntext\n````\ncode\n````\n`````' });
  });
});

test('an image goes along as what it is, whatever its name', async () => {
  put('picture.txt', Buffer.from('\u0089PNG\r\n and more', 'latin1'));
  expect(await readAskFile('picture.txt', folder)).toEqual({
    attachment: {
      type: 'image',
      name: 'picture.txt',
      mediaType: 'image/png',
      data: Buffer.from('\u0089PNG\r\n and more', 'latin1').toString('base64'),
    },
  });
});

describe('a file that cannot be sent', () => {
  test.each([
    ['missing.txt', 'invalid_request', 'missing.txt cannot be read: there is no such file.'],
    ['.', 'invalid_request', '. cannot be read: it is a folder.'],
    ['nul.bin', 'invalid_request', 'nul.bin is not a text file'],
    ['latin1.txt', 'invalid_request', 'latin1.txt is not a text file'],
    ['huge.txt', 'too_large', 'huge.txt is larger than'],
  ])('%s is refused as %s, with the reason', async (name, code, message) => {
    put('nul.bin', new Uint8Array([65, 0, 66]));
    put('latin1.txt', new Uint8Array([0x63, 0x61, 0x66, 0xe9]));
    put('huge.txt', 'x'.repeat(8_000_001));
    await expect(readAskFile(name, folder)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('a schema file', () => {
  test.each([
    ['{"type": ', 'is not JSON'],
    ['[1, 2]', 'is not a JSON Schema'],
    ['"text"', 'is not a JSON Schema'],
  ])('with %s is refused', async (content, message) => {
    put('schema.json', content);
    await expect(readSchema('schema.json', folder)).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining(message),
    });
  });
});
