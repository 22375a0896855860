import type { ConversationSummary } from '@jackdaw/core/protocol';
import { useState } from 'react';
import { formatDollars, formatRelativeTime } from '../output/index.ts';
import type { ChatActions } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';

interface HistoryScreenProps {
  readonly conversations: readonly ConversationSummary[];
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

/** Recent conversations; the chosen one goes on. */
export function HistoryScreen({ conversations, rows, columns, theme, actions }: HistoryScreenProps) {
  const [now] = useState(() => Date.now());
  const choices = conversations.map(({ title, updatedAt, turns, costUsd }) => ({
    label: title === '' ? '(no title)' : title,
    detail: `${formatRelativeTime(updatedAt, now)} · ${turns} ${turns === 1 ? 'turn' : 'turns'} · ${formatDollars(costUsd)}`,
  }));
  return (
    <ChoiceList
      title="Conversations"
      choices={choices}
      rows={rows}
      columns={columns}
      theme={theme}
      hint="↑ ↓ and Enter choose · Esc goes back"
      onChoose={(index) => {
        const conversation = conversations[index];
        if (conversation !== undefined) void actions.openConversation(conversation.id);
      }}
      onCancel={() => actions.show({ name: 'chat' })}
    />
  );
}
