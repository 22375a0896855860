import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome();
});
afterAll(async () => bench[Symbol.asyncDispose]());

test('an image goes to the model as one, stays with its conversation, and is no text to be cached by likeness', async () => {
  const png = Buffer.from('\u0089PNG\r\n\u001a\n and more', 'latin1');
  fs.writeFileSync(path.join(bench.home.folder, 'photo.png'), png);
  const content = [
    { type: 'text', text: 'photo.png:' },
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png.toString('base64') } },
    { type: 'text', text: 'What is in it?' },
  ];
  const asked = () => bench.simulator.journal().map((entry) => JSON.stringify(entry));

  const first = await bench.json(['ask', '--json', '--file', 'photo.png', '--', 'What is in it?']);
  expect(first.cache).toBe('miss');
  expect(asked().at(-1)).toContain(JSON.stringify(content).slice(1, -1));

  // The next question has it before it, and the conversation tells of it.
  await bench.json(['ask', '--json', '--continue', 'And behind it?']);
  expect(asked().at(-1)).toContain(JSON.stringify(content).slice(1, -1));
  const { messages } = await bench.json(['history', 'show', first.conversationId, '--json']);
  expect(messages[0]).toMatchObject({
    text: 'What is in it?',
    attachments: [{ type: 'image', name: 'photo.png', bytes: png.length }],
  });

  // The same question with another picture is another question, with the same one a hit.
  const again = await bench.json(['ask', '--json', '--file', 'photo.png', '--', 'What is in it?']);
  expect(again.cache).toBe('exact');
  fs.writeFileSync(path.join(bench.home.folder, 'photo.png'), Buffer.concat([png, png]));
  const other = await bench.json(['ask', '--json', '--file', 'photo.png', '--', 'What is in it?']);
  expect(other.cache).toBe('miss');
});
