import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeBlocksOf, copyText, type CodeBlock } from '../output/index.ts';
import { reasonOf } from '../connect/reason-of.ts';
import type { RenderChatOptions } from '../render-chat-options.ts';
import type { ChatActions } from './chat-actions.ts';
import type { ChatParts } from './chat-parts.ts';
import type { LastAnswer } from './last-answer.ts';

export type AnswerActions = Pick<ChatActions, 'copyAnswer' | 'code'>;

/** What can be done with the last answer that is there. */
export function createAnswerActions(parts: ChatParts, chat: RenderChatOptions): AnswerActions {
  const { view, transcript, attempt } = parts;

  const copy = (text: string) =>
    copyText(text, {
      env: chat.env,
      platform: process.platform,
      // A reader of plain lines would see the sequence.
      write: chat.plain ? null : (sequence) => void chat.stdout.write(sequence),
    });

  function tellCopied(what: string, how: string | null): void {
    transcript.notice(
      how === null
        ? `${what} is not copied: this machine has no clipboard program that could be used, and plain lines cannot ask the terminal.`
        : `${what} is copied, ${how}.`,
    );
  }

  function withAnswer(work: (answer: LastAnswer) => Promise<void>): Promise<void> {
    return attempt(async () => {
      const { answer } = view.get();
      if (answer === null) return transcript.notice('There is no answer yet in this conversation.');
      return work(answer);
    });
  }

  /** `w` would take the place of a file, `wx` refuses to. */
  async function save({ code }: CodeBlock, file: string, flag: 'w' | 'wx'): Promise<void> {
    view.set({ screen: { name: 'chat' } });
    try {
      await writeFile(path.resolve(file), code.endsWith('\n') ? code : `${code}\n`, { flag });
      transcript.notice(`Written to ${path.resolve(file)}.`);
    } catch (error) {
      transcript.notice(`${file} could not be written: ${reasonOf(error)}`);
    }
  }

  async function saveOrAsk(block: CodeBlock, file: string): Promise<void> {
    const exists = await isThere(file);
    if (!exists) return save(block, file, 'wx');
    view.set({
      screen: {
        name: 'pick',
        title: `${file} is there already.`,
        choices: [
          {
            label: 'Keep it',
            detail: 'nothing is written',
            run: () => view.set({ screen: { name: 'chat' } }),
          },
          { label: 'Replace it', detail: 'what is in it is lost', run: () => save(block, file, 'w') },
        ],
      },
    });
  }

  return {
    copyAnswer: () => withAnswer(async ({ text }) => tellCopied('The answer', await copy(text))),
    code: (argument) =>
      withAnswer(async ({ text }) => {
        const blocks = codeBlocksOf(text);
        const [, number = '', file = ''] = /^(\d*)\s*(.*)$/.exec(argument.trim()) ?? [];
        const block = blocks[number === '' ? 0 : Number(number) - 1];
        if (blocks.length === 0) return transcript.notice('The last answer has no code block.');
        if (block === undefined || (number === '' && blocks.length > 1))
          return transcript.notice(listOf(blocks));
        if (file !== '') return saveOrAsk(block, file.trim());
        tellCopied('The code', await copy(block.code));
      }),
  };
}

async function isThere(file: string): Promise<boolean> {
  const { access } = await import('node:fs/promises');
  return access(path.resolve(file)).then(
    () => true,
    () => false,
  );
}

function listOf(blocks: readonly CodeBlock[]): string {
  const rows = blocks.map(({ language, code }, index) => {
    const lines = code.split('\n');
    const count = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`;
    return `  ${index + 1}  ${language === '' ? 'text' : language}, ${count}: ${lines[0]?.trim() ?? ''}`;
  });
  return ['Code blocks. /code 1 copies the first, /code 1 FILE writes it to a file.', ...rows].join('\n');
}
