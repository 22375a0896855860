import { LEDGER_ROWS, STATS_WINDOWS } from '@jackdaw/core/protocol';
import { Option, type Command } from 'commander';
import type { Runs } from '../runs.ts';
import { parseCount } from './count-option.ts';
import { withExamples } from './examples.ts';
import { parseSince } from './since-option.ts';

/** `stats`, `trace` and `models`: what happened, and what there is. */
export function addInsightCommands(program: Command, runs: Runs): void {
  const stats = program
    .command('stats')
    .summary('show hits, tokens, dollars and times')
    .description(
      'What jackdaw did so far: turns, cache hits, tokens, dollars spent and saved, times. Needs no key and no network.',
    )
    .option('--since <time>', 'a summary of the days since then: 7d, 30d, 2026-11-01', parseSince)
    .addOption(new Option('--window <length>', 'of the last while').choices(STATS_WINDOWS).conflicts('since'))
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../insight/show-stats.ts')).showStats));
  withExamples(stats, 'jackdaw stats', 'jackdaw stats --since 7d', 'jackdaw stats --json | jq .savedUsd');

  const ledger = program
    .command('ledger')
    .summary('export what was asked and what it cost')
    .description('Every turn and every call of a model, for good: also of conversations that were deleted.');
  const exporting = ledger
    .command('export')
    .summary('write the ledger as CSV or JSON')
    .description(
      'Write the ledger to standard output, oldest first: a line for each turn, each call, or each day, model, client, conversation or cache tier.',
    )
    .addOption(new Option('--format <format>', 'how it is written').choices(['csv', 'json']).default('csv'))
    .addOption(new Option('--by <what>', 'what a line is').choices(LEDGER_ROWS).default('turn'))
    .option('--since <time>', 'from then on: 30d, 12h, 2026-11-01', parseSince)
    .action(runs(async () => (await import('../insight/export-ledger.ts')).exportLedger));
  withExamples(
    exporting,
    'jackdaw ledger export > turns.csv',
    'jackdaw ledger export --by day --since 30d --format json',
  );

  const trace = program
    .command('trace')
    .summary('show where a turn’s time went')
    .description('List the latest turns, or show one with the time of each of its stages.')
    .argument('[id]', 'the trace’s id, or the beginning of one; `last` for the latest')
    .option('--json', 'a JSON array, or with an id an object')
    .option('--limit <n>', 'at most so many', parseCount)
    .action(runs(async () => (await import('../insight/show-trace.ts')).showTrace));
  withExamples(trace, 'jackdaw trace', 'jackdaw trace last');

  const models = program
    .command('models')
    .summary('list the models')
    .description('List the models with their tiers, windows and prices.')
    .option('--json', 'a JSON array')
    .action(runs(async () => (await import('../insight/list-models.ts')).listModels));
  withExamples(models, 'jackdaw models', 'jackdaw models --json');
}
