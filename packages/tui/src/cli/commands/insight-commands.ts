import type { Command } from 'commander';
import type { Runs } from '../runs.ts';
import { parseCount } from './count-option.ts';
import { withExamples } from './examples.ts';

/** `stats`, `trace` and `models`: what happened, and what there is. */
export function addInsightCommands(program: Command, runs: Runs): void {
  const stats = program
    .command('stats')
    .summary('show hits, tokens, dollars and times')
    .description(
      'What jackdaw did so far: turns, cache hits, tokens, dollars spent and saved, times. Needs no key and no network.',
    )
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../insight/show-stats.ts')).showStats));
  withExamples(stats, 'jackdaw stats', 'jackdaw stats --json | jq .savedUsd');

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
