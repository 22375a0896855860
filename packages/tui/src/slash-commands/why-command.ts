import { formatAge, formatDollars, formatDuration } from '../output/index.ts';
import { routingText } from '../state/badge.ts';
import type { LastTurn } from '../state/chat-view.ts';
import { compactText } from '../state/compact-text.ts';
import type { SlashCommand } from './slash-command.ts';

export const whyCommand: SlashCommand = {
  name: 'why',
  summary: 'why the last answer came from where it came',
  run(_argument, chat) {
    const { last } = chat.view();
    chat.notice(last === null ? 'There is no answer yet to explain.' : explain(last));
  },
};

/** The route and the cache's decision in words. */
export function explain({ progress, result }: LastTurn): string {
  const { hit, missReason, route, changes, joined, attempts } = progress;
  const lines: string[] = [];
  if (hit !== null) {
    const how = hit.tier === 'exact' ? 'the same question in the same context' : 'a similar question';
    const score = hit.similarity === undefined ? '' : `, similarity ${hit.similarity.toFixed(3)}`;
    lines.push(`Cache: ${how} was answered before (${formatAge(hit.ageMs)}${score}).`);
    if (hit.matchedPrompt !== undefined) lines.push(`Matched: ${hit.matchedPrompt}`);
    lines.push(
      `Model: ${hit.model} gave that answer; asking again would take about ${formatDuration(hit.savedMs)}.`,
    );
  } else {
    if (missReason !== null) lines.push(`Cache: not used, ${missReason}.`);
    if (progress.compact !== null) lines.push(`Context: ${compactText(progress.compact)}.`);
    if (route !== null) {
      const confidence = `${Math.round(route.confidence * 100)} % sure`;
      lines.push(`Task: ${route.task} (${confidence}), about ${route.contextTokens} tokens of context.`);
      lines.push(
        `Model: ${route.model}${route.tier === null ? '' : `, the ${route.tier} tier`}: ${route.reason}.`,
      );
    }
    lines.push(...changes.map((change) => `Then: ${change}.`));
    if (joined) lines.push('The same question was under way already: both share one call.');
    if (attempts > 1) lines.push(`It took ${attempts} attempts.`);
  }
  lines.push(...moneyLines(result));
  const traceId = result?.traceId ?? progress.traceId;
  if (traceId !== null) lines.push(`Trace: jackdaw trace ${traceId}`);
  return lines.join('\n').replaceAll('..', '.');
}

/** What it cost, and what cache and router saved, apart from each other. */
function moneyLines(result: LastTurn['result']): readonly string[] {
  if (result === null || result.simulated === true) return [];
  const { cache, costUsd, savedUsd, routingSavedUsd } = result;
  if (cache !== 'miss')
    return savedUsd > 0 ? [`Cost: nothing; the cache saved ${formatDollars(savedUsd)}.`] : [];
  const cost = costUsd === null ? 'not known' : formatDollars(costUsd);
  const routing = routingText(routingSavedUsd);
  return [`Cost: ${cost}${routing === '' ? '' : `; ${routing} beside the baseline model`}.`];
}
