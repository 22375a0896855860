import type { Conversation, SearchMatch } from '@jackdaw/core/protocol';
import { formatDateTime, formatDollars } from '../../output/index.ts';
import { renderMarkdown, type Highlight } from '../../markdown/index.ts';
import { badgeText, factsOfMessage } from '../../state/badge.ts';
import { badgeLines, promptLines } from '../../state/transcript-lines.ts';
import { neutraliseLine } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';
import { flow } from '../../panels/flow.ts';

/** Messages that a preview renders at most. */
const MOST = 40;

/** A conversation to look into: its facts, then its messages as the chat shows them, from the match on if there is one. */
export function conversationLines(
  conversation: Conversation,
  match: SearchMatch | null,
  columns: number,
  theme: Theme,
  highlight: Highlight,
): readonly string[] {
  const { messages, title, turns, costUsd, createdAt, updatedAt } = conversation;
  const found =
    match === null ? -1 : messages.findIndex(({ role, at }) => role === match.role && at === match.at);
  // An answer is shown below its question.
  const first = found < 0 ? 0 : messages[found]?.role === 'assistant' ? Math.max(0, found - 1) : found;
  const shown = messages.slice(first, first + MOST);
  const facts = flow(
    [
      `${turns} ${turns === 1 ? 'turn' : 'turns'}`,
      formatDollars(costUsd),
      `begun ${formatDateTime(createdAt)}`,
      `last ${formatDateTime(updatedAt)}`,
    ],
    columns,
  );
  const left = messages.length - shown.length;
  return [
    ...flow([title === '' ? '(no title)' : neutraliseLine(title)], columns).map(theme.bold),
    ...facts.map(theme.dim),
    ...(first > 0 ? [theme.dim(`… ${first} earlier messages`)] : []),
    ...shown.flatMap((message) => {
      if (message.role === 'user') return promptLines(message.text, columns, theme);
      const state = message.state === 'complete' ? '' : `${message.state} · `;
      return [
        '',
        ...renderMarkdown(message.text, { width: columns, theme, highlight }),
        ...badgeLines(state + badgeText(factsOfMessage(message)), columns, theme),
      ];
    }),
    ...(left > first ? [theme.dim(`… ${left - first} later messages`)] : []),
  ];
}
