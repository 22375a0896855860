import { countOf, formatCount, formatDollars, formatDuration } from '../output/index.ts';
import type { RenderChatOptions } from '../render-chat-options.ts';
import type { ChatActions } from './chat-actions.ts';
import type { ChatParts } from './chat-parts.ts';

export type TellingActions = Pick<ChatActions, 'tellCost' | 'tellStats' | 'doctor'>;

/** Figures and checks, told in the transcript. */
export function createTellingActions(
  { view, transcript, connection }: ChatParts,
  chat: RenderChatOptions,
): TellingActions {
  return {
    async tellCost() {
      const { conversationId: id, answer, session, spentUsd, savedUsd } = view.get();
      const client = await connection.client();
      const midnight = new Date().setHours(0, 0, 0, 0);
      const [{ total }, talk, { budget }] = await Promise.all([
        client.call('ledger.summary', { since: midnight }),
        id === null ? null : client.call('history.get', { id, last: 1 }),
        client.call('metrics.get', {}),
      ]);
      const cost = answer === null ? null : answer.costUsd;
      const rows = [
        ['last answer', answer === null ? 'none yet' : cost === null ? 'not known' : formatDollars(cost)],
        ['conversation', talk === null ? 'none yet' : formatDollars(talk.costUsd)],
        ['this chat', `${formatDollars(spentUsd)}, ${formatDollars(savedUsd)} saved by the cache`],
        ['today', `${formatDollars(total.costUsd)}, ${formatDollars(total.savedUsd)} saved by the cache`],
        ...(budget === null || budget === undefined
          ? []
          : [['budget', `${formatDollars(budget.spentUsd)} of ${formatDollars(budget.dailyUsd)} a day`]]),
      ];
      const note = session?.demo === true ? ['The demo costs nothing.'] : [];
      transcript.notice(
        ['Costs', ...rows.map(([name = '', what = '']) => `  ${name.padEnd(12)}  ${what}`), ...note].join(
          '\n',
        ),
      );
    },
    async tellStats() {
      const stats = await (await connection.client()).call('metrics.get', {});
      const { turns, hits, misses, hitRate, errors, tokens, costUsd, savedUsd, latencyMs, ttftMs } = stats;
      const input = tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;
      const time = (ms: number | null) => (ms === null ? '–' : formatDuration(ms));
      const rows = [
        ['turns', `${formatCount(turns)}, ${formatCount(errors)} failed`],
        [
          'cache',
          `${countOf(hits.exact, 'exact hit')}, ${formatCount(hits.semantic)} similar, ${countOf(misses, 'miss', 'misses')}: ${Math.round(hitRate * 100)} %`,
        ],
        ['tokens', `${formatCount(input)} in, ${formatCount(tokens.output)} out`],
        ['cost', `${formatDollars(costUsd)}, ${formatDollars(savedUsd)} saved by the cache`],
        ['answer', `${time(latencyMs.p50)} in the middle, 95 % within ${time(latencyMs.p95)}`],
        ['first word', `${time(ttftMs.p50)} in the middle, 95 % within ${time(ttftMs.p95)}`],
      ];
      transcript.notice(
        [
          'So far',
          ...rows.map(([name = '', what = '']) => `  ${name.padEnd(10)}  ${what}`),
          'More: /metrics, /cost.',
        ].join('\n'),
      );
    },
    async doctor() {
      if (chat.examine === undefined) return transcript.notice('`jackdaw doctor` looks at everything.');
      transcript.notice('Looking…');
      transcript.notice((await chat.examine()).join('\n'));
    },
  };
}
