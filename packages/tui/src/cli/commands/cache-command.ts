import type { Command } from 'commander';
import type { Runs } from '../runs.ts';
import { parseCount } from './count-option.ts';
import { withExamples } from './examples.ts';

const ID = 'the entry’s id, or the beginning of one';

export function addCacheCommand(program: Command, runs: Runs): void {
  const cache = program
    .command('cache')
    .summary('look into and clear the cache')
    .description('Answers that jackdaw keeps to serve again.');
  withExamples(cache, 'jackdaw cache stats', 'jackdaw cache clear --yes');

  const stats = cache
    .command('stats')
    .description('Show how full the cache is and what it saved.')
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../cache/show-cache.ts')).showCacheStats));
  withExamples(stats, 'jackdaw cache stats --json');

  const list = cache
    .command('list')
    .description('List the cached answers, the latest first.')
    .option('--json', 'a JSON array')
    .option('--limit <n>', 'at most so many', parseCount)
    .action(runs(async () => (await import('../cache/list-cache.ts')).listCache));
  withExamples(list, 'jackdaw cache list --limit 20');

  const show = cache
    .command('show')
    .description('Show a cached answer.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../cache/show-cache.ts')).showCacheEntry));
  withExamples(show, 'jackdaw cache show 3f2a');

  const remove = cache
    .command('delete')
    .description('Delete a cached answer. There is no way back.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object: {"deleted": …}')
    .action(runs(async () => (await import('../cache/change-cache.ts')).deleteCacheEntry));
  withExamples(remove, 'jackdaw cache delete 3f2a');

  const clear = cache
    .command('clear')
    .description('Delete all cached answers. There is no way back.')
    .option('--yes', 'do not ask whether it is meant')
    .option('--json', 'a JSON object: {"deleted": …}')
    .action(runs(async () => (await import('../cache/change-cache.ts')).clearCache));
  withExamples(clear, 'jackdaw cache clear --yes');
}
