import { describe, expect, test } from 'vitest';
import {
  keepAttachments,
  questionContent,
  storedContent,
} from '../../../../packages/core/src/history/attachments.ts';
import type { StoredTurn } from '../../../../packages/core/src/history/stored-turn.ts';
import type { Attachment } from '../../../../packages/core/src/protocol/index.ts';

const IMAGE: Attachment = { type: 'image', name: 'a.png', mediaType: 'image/png', data: 'iVBORw==' };
const TEXT: Attachment = { type: 'text', name: 'n.md', text: 'some\n```\ncode\n```\n' };

const turn = (attachments: StoredTurn['attachments']): StoredTurn => ({
  turnId: 't',
  traceId: 't',
  prompt: 'What is it?',
  attachments,
  askedAt: 1,
  state: 'complete',
  text: 'This.',
});

test('a question without files stays a string', () => expect(questionContent('Hi', [])).toBe('Hi'));

describe('files of a question', () => {
  test('come before its words, images with their names, texts in a fence they cannot end', () =>
    expect(questionContent('What is it?', [IMAGE, TEXT])).toEqual([
      { type: 'text', text: 'a.png:' },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw==' } },
      { type: 'text', text: 'n.md\n````\nsome\n```\ncode\n```\n````' },
      { type: 'text', text: 'What is it?' },
    ]));

  test('are the same when they are read back, under a digest of what is in them', () => {
    const { stored, operations } = keepAttachments([IMAGE, TEXT]);
    expect(stored).toMatchObject([
      { type: 'image', name: 'a.png', bytes: 4 },
      { type: 'text', name: 'n.md', bytes: 18 },
    ]);
    expect(keepAttachments([{ ...IMAGE, data: 'iVBORx==' }]).stored[0]?.digest).not.toBe(stored[0]?.digest);
    const blocks = new Map(
      operations.flatMap((operation, index) =>
        operation.type === 'put' ? [[stored[index]?.digest ?? '', operation.value as never] as const] : [],
      ),
    );
    expect(storedContent(turn([...stored]), blocks)).toEqual(questionContent('What is it?', [IMAGE, TEXT]));
  });

  test('that are lost are told to the model', () => {
    const { stored } = keepAttachments([IMAGE]);
    expect(storedContent(turn([...stored]), new Map())).toEqual([
      { type: 'text', text: 'a.png (the file is not kept any more)' },
      { type: 'text', text: 'What is it?' },
    ]);
  });
});
