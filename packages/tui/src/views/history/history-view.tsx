import { useState } from 'react';
import { formatDollars, formatRelativeTime } from '../../output/index.ts';
import { createStore } from '../../state/store.ts';
import { BrowseView } from '../kit/browse-view.tsx';
import { createHints } from '../kit/key-hints.ts';
import { createKeyedLoader } from '../kit/loader.ts';
import type { Question } from '../kit/question.ts';
import { useStore } from '../kit/use-store.ts';
import type { ViewContext } from '../view-context.ts';
import { exportConversation } from './export-conversation.ts';
import { conversationLines } from './conversation-lines.ts';
import { createHistoryModel, type HistoryEntry } from './history-model.ts';

/** Every conversation that is kept: found by words or by likeness, read, opened, renamed, thrown away and restored. */
export function HistoryView(context: ViewContext) {
  const { client, actions, keys, theme, highlight, size, standing, leave, stop } = context;
  const [now] = useState(() => Date.now());
  const [model] = useState(() => createHistoryModel(client));
  const [asking] = useState(() => createStore<{ question: Question | null }>({ question: null }));
  const [conversations] = useState(() =>
    createKeyedLoader(async (id) => (await client()).call('history.get', { id })),
  );
  const { trash, mode, query, entries, loading, problem, note } = useStore(model);
  useStore(asking);
  useStore(conversations);

  const { hint, leave: way } = createHints(keys);
  const open = ({ conversation }: HistoryEntry) => {
    if (model.get().trash) return restore(conversation.id);
    if (actions.view().turn !== null) return model.change(UNDER_WAY, async () => {});
    leave();
    return void actions.openConversation(conversation.id);
  };
  const restore = (id: string) =>
    model.change('Restored.', (connection) => connection.call('history.restore', { id }));
  const onLetter = (letter: string, entry: HistoryEntry | null) => {
    if (letter === 't') model.toggleTrash();
    if (letter === 's') model.toggleMode();
    if (entry === null) return;
    const { id, title } = entry.conversation;
    if (letter === 'u' && model.get().trash) restore(id);
    if (model.get().trash) return;
    if (letter === 'r') {
      const onDone = (text: string) => {
        model.change('Renamed.', async (connection) => {
          await connection.call('history.rename', { id, title: text.slice(0, 200) });
          conversations.forget(id);
        });
      };
      asking.set({ question: { kind: 'text', label: 'New title:', text: title, onDone } });
    }
    if (letter === 'e') {
      model.change(
        '',
        async (connection) => `Written to ${await exportConversation(connection, entry.conversation)}`,
      );
    }
    if (letter === 'd') {
      const onDone = () =>
        model.change(`In the trash: ${keys.label('history-trash') || '/restore'} shows it.`, (connection) =>
          connection.call('history.delete', { id }),
        );
      asking.set({
        question: {
          kind: 'confirm',
          label: 'Into the trash?',
          letter: 'd',
          shown: keys.label('history-delete'),
          onDone,
        },
      });
    }
  };
  const place = trash ? 'Trash' : 'History';
  const how = query === '' ? '' : mode === 'text' ? ' · by words' : ' · like this question';
  return (
    <BrowseView
      title={place + standing + how}
      entries={() => entries}
      entryOf={({ conversation, match }) => ({
        label:
          match === null
            ? conversation.title || '(no title)'
            : `${match.similarity === undefined ? '' : `${match.similarity.toFixed(2)} `}${match.excerpt}`,
        figures: [
          formatRelativeTime(match?.at ?? conversation.updatedAt, now),
          `${conversation.turns} ${conversation.turns === 1 ? 'turn' : 'turns'}`,
          formatDollars(conversation.costUsd),
        ],
      })}
      detailOf={(entry, { columns }) => {
        if (entry === null) return [];
        const { data, problem: why } = conversations.read(entry.conversation.id);
        return data === null
          ? [theme.dim(why ?? 'Reading…')]
          : conversationLines(data, entry.match, columns, theme, highlight);
      }}
      help={
        trash
          ? [
              'Enter restore',
              ...hint('view-filter', 'search'),
              ...hint('history-trash', 'leave the trash'),
              way,
            ]
          : [
              'Enter open',
              ...hint('view-filter', 'search'),
              ...hint('history-mode', `by ${mode === 'text' ? 'likeness' : 'words'}`),
              ...hint('history-rename', 'rename'),
              ...hint('history-delete', 'trash'),
              ...hint('history-trash', 'see trash'),
              ...hint('history-export', 'export'),
              ...hint('view-pane', 'read'),
              way,
            ]
      }
      prompt={note === null ? null : theme.shine(note)}
      questionNow={() => asking.get().question}
      onQuestion={(next) => asking.set({ question: next })}
      empty={() =>
        problem ??
        (loading
          ? 'Reading…'
          : query === ''
            ? trash
              ? 'The trash is empty.'
              : 'No conversation is kept yet.'
            : 'Nothing found.')
      }
      loading={loading}
      size={size}
      theme={theme}
      onFilter={(text) => model.search(text)}
      onEnter={open}
      onLetter={onLetter}
      onLeave={leave}
      onStop={stop}
    />
  );
}

const UNDER_WAY = 'An answer is under way: a conversation can be opened when it is there.';
