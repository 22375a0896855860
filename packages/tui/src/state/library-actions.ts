import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXPORT_FORMATS, type ConversationSummary, type ExportFormat } from '@jackdaw/core/protocol';
import fuzzysort from 'fuzzysort';
import { reasonOf } from '../connect/reason-of.ts';
import { escapeControls } from '../output/json-text.ts';
import { formatRelativeTime } from '../output/index.ts';
import { neutralise } from '../text/index.ts';
import type { ChatActions } from './chat-actions.ts';
import { UNDER_WAY, type ChatParts } from './chat-parts.ts';

export type LibraryActions = Pick<
  ChatActions,
  | 'resume'
  | 'rename'
  | 'deleteConversation'
  | 'restoreConversation'
  | 'search'
  | 'exportConversation'
  | 'system'
>;

type Others = Pick<ChatActions, 'openConversation' | 'showHistory' | 'newConversation'>;

const ENDINGS: Readonly<Record<ExportFormat, string>> = { markdown: 'md', json: 'json', html: 'html' };
/** Conversations that a title is looked for in, and names that are tried for a file. */
const MOST = 1000;

/** The conversations that are kept: found, named, put away, taken out. */
export function createLibraryActions(parts: ChatParts, others: Others): LibraryActions {
  const { view, transcript, connection, attempt } = parts;
  let deleted: string | null = null;

  const open = (id: string) => others.openConversation(id);
  const back = () => view.set({ screen: { name: 'chat' } });

  function current(): string | null {
    const { conversationId, turn } = view.get();
    if (turn !== null) transcript.notice(UNDER_WAY);
    else if (conversationId === null) transcript.notice('There is no conversation yet.');
    return turn === null ? conversationId : null;
  }

  function pick(
    title: string,
    conversations: readonly ConversationSummary[],
    use: (id: string) => Promise<void>,
  ) {
    const now = Date.now();
    view.set({
      screen: {
        name: 'pick',
        title,
        choices: conversations.map(({ id, title: label, updatedAt }) => ({
          label: label === '' ? '(no title)' : label,
          detail: formatRelativeTime(updatedAt, now),
          async run() {
            back();
            await use(id);
          },
        })),
      },
    });
  }

  async function bringBack(id: string): Promise<void> {
    await attempt(async () => {
      await (await connection.client()).call('history.restore', { id });
      deleted = null;
      await open(id);
    });
  }

  return {
    async resume(argument) {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      if (argument === '') return others.showHistory();
      const { conversations } = await (await connection.client()).call('history.list', { limit: MOST });
      const exact = conversations.find(({ id, title }) => id === argument || title === argument);
      if (exact !== undefined) return open(exact.id);
      const begun = conversations.filter(({ id }) => id.toLowerCase().startsWith(argument.toLowerCase()));
      const like = fuzzysort.go(argument, conversations, { key: 'title' }).map(({ obj }) => obj);
      const found = begun.length > 0 ? begun : like;
      const [only] = found;
      if (only === undefined)
        return transcript.notice(`No conversation is called like “${argument}”. /resume lists them.`);
      if (found.length === 1) return open(only.id);
      return pick(`Which one? ${found.length} are like “${argument}”.`, found, open);
    },
    async rename(title) {
      const id = current();
      if (id === null) return;
      if (title === '') return transcript.notice('Say how: /rename A better title.');
      await (await connection.client()).call('history.rename', { id, title: title.slice(0, 200) });
      transcript.notice(`The conversation is called “${title.slice(0, 200)}” now.`);
    },
    async deleteConversation() {
      const id = current();
      if (id === null) return;
      await (await connection.client()).call('history.delete', { id });
      deleted = id;
      transcript.notice('The conversation is in the trash. /restore brings it back.');
      others.newConversation();
    },
    async restoreConversation() {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      if (deleted !== null) return bringBack(deleted);
      const client = await connection.client();
      const { conversations } = await client.call('history.list', { deleted: true, limit: MOST });
      if (conversations.length === 0) return transcript.notice('The trash is empty.');
      return pick('Bring back which conversation?', conversations, bringBack);
    },
    async search(query) {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      if (query === '') return transcript.notice('Say what for: /search blue sky.');
      const { matches } = await (await connection.client()).call('history.search', { query, limit: 100 });
      if (matches.length === 0) return transcript.notice(`Nothing is kept that holds all of “${query}”.`);
      view.set({
        screen: {
          name: 'pick',
          title: `Found for “${query}”`,
          choices: matches.map(({ conversationId, title, role, excerpt }) => ({
            label: title,
            detail: `${role === 'user' ? 'you' : 'Claude'}: ${excerpt}`,
            run: () => open(conversationId),
          })),
        },
      });
    },
    async exportConversation(argument) {
      const id = current();
      if (id === null) return;
      const [first = '', ...rest] = argument.split(/\s+/);
      const format = EXPORT_FORMATS.find((one) => one === first) ?? 'markdown';
      const named = (format === first ? rest.join(' ') : argument).trim();
      const client = await connection.client();
      const { text } = await client.call('history.export', { id, format });
      const title = (await client.call('history.list', { limit: MOST })).conversations.find(
        (one) => one.id === id,
      )?.title;
      const safe = format === 'json' ? escapeControls(text) : neutralise(text);
      const file = await writeNew(named === '' ? slugOf(title ?? id) : named, ENDINGS[format], safe);
      transcript.notice(`The conversation is in ${file}.`);
    },
    async system(argument) {
      const { conversationId: id, turn, system: pending } = view.get();
      if (turn !== null) return transcript.notice(UNDER_WAY);
      if (argument === '') {
        const kept =
          id === null
            ? pending
            : ((await (await connection.client()).call('history.get', { id, last: 1 })).system ?? null);
        return transcript.notice(
          kept === null
            ? 'This conversation has no system prompt. /system TEXT gives it one.'
            : `System prompt: ${kept}\n/system TEXT changes it, /system none takes it away.`,
        );
      }
      const system = argument === 'none' ? null : argument;
      if (id === null) view.set({ system });
      else await (await connection.client()).call('history.system', { id, system });
      transcript.notice(
        system === null ? 'No system prompt from here on.' : 'Later questions get that system prompt.',
      );
    },
  };
}

function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('-').slice(0, 60) || 'conversation';
}

/** Writes a file that was not there, readable by its owner alone; gives its path. A name that is taken gets a number. */
async function writeNew(name: string, ending: string, text: string): Promise<string> {
  const suffix = path.extname(name) === '' ? `.${ending}` : '';
  for (let count = 1; ; count += 1) {
    const { dir, name: base, ext } = path.parse(path.resolve(name + suffix));
    const file = path.join(dir, count === 1 ? base + ext : `${base}-${count}${ext}`);
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
      return file;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || count === MOST)
        throw new Error(`${file} could not be written: ${reasonOf(error)}`, { cause: error });
    }
  }
}
