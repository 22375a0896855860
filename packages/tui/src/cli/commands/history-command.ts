import { EXPORT_FORMATS } from '@jackdaw/core/protocol';
import { Option, type Command } from 'commander';
import type { Runs } from '../runs.ts';
import { parseCount } from './count-option.ts';
import { withExamples } from './examples.ts';

const ID = 'the conversation’s id, or the beginning of one';

export function addHistoryCommand(program: Command, runs: Runs): void {
  const history = program
    .command('history')
    .summary('list, show, search and keep conversations')
    .description('Conversations that jackdaw keeps. Needs no key and no network.');
  withExamples(
    history,
    'jackdaw history list',
    'jackdaw history search "rate limit"',
    'jackdaw history export 01K9 > talk.json',
  );

  const list = history
    .command('list')
    .description('List the conversations, the latest first.')
    .option('--json', 'a JSON array')
    .option('--limit <n>', 'at most so many', parseCount)
    .option('--deleted', 'those in the trash')
    .action(runs(async () => (await import('../history/list-history.ts')).listHistory));
  withExamples(list, 'jackdaw history list --limit 10', 'jackdaw history list --deleted --json');

  const show = history
    .command('show')
    .description('Show a conversation.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object with all messages')
    .action(runs(async () => (await import('../history/show-history.ts')).showHistory));
  withExamples(
    show,
    'jackdaw history show 01K9',
    'jackdaw history show 01K9 --json | jq -r .messages[-1].text',
  );

  const search = history
    .command('search')
    .description('Find conversations by what was said in them.')
    .argument('<query...>', 'words')
    .option('--json', 'a JSON array')
    .option('--limit <n>', 'at most so many', parseCount)
    .action(runs(async () => (await import('../history/search-history.ts')).searchHistory));
  withExamples(search, 'jackdaw history search blue sky', 'jackdaw history search --json sky');

  const exportOne = history
    .command('export')
    .description('Write a conversation to stdout: JSON that `import` reads, or Markdown or HTML to read.')
    .argument('<id>', ID)
    .addOption(
      new Option('--format <format>', 'json (to import), markdown, or html (one file, no scripts)')
        .choices(EXPORT_FORMATS)
        .default('json'),
    )
    .addOption(new Option('--markdown', 'as --format markdown').implies({ format: 'markdown' }))
    .addOption(new Option('--json', 'as --format json').implies({ format: 'json' }))
    .action(runs(async () => (await import('../history/transfer-history.ts')).exportHistory));
  withExamples(
    exportOne,
    'jackdaw history export 01K9 > talk.json',
    'jackdaw history export --format markdown 01K9 > talk.md',
    'jackdaw history export --format html 01K9 > talk.html',
  );

  const importOne = history
    .command('import')
    .description('Add a conversation from a file that `export` wrote.')
    .argument('<file>', 'a JSON file')
    .option('--json', 'a JSON object: {"id": …}')
    .action(runs(async () => (await import('../history/transfer-history.ts')).importHistory));
  withExamples(importOne, 'jackdaw history import talk.json');

  const compact = history
    .command('compact')
    .description('Have the older messages summarised, so that less is sent. They stay in the history.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object: {"id": …, "turns": …, "fromTokens": …, "toTokens": …}')
    .action(runs(async () => (await import('../history/compact-history.ts')).compactHistory));
  withExamples(compact, 'jackdaw history compact 01K9');

  const rename = history
    .command('rename')
    .description('Give a conversation another title.')
    .argument('<id>', ID)
    .argument('<title...>', 'the title')
    .option('--json', 'a JSON object: {"id": …}')
    .action(runs(async () => (await import('../history/change-history.ts')).renameHistory));
  withExamples(rename, 'jackdaw history rename 01K9 The colour of the sky');

  const remove = history
    .command('delete')
    .description('Put a conversation into the trash, where `restore` finds it.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object: {"id": …}')
    .action(runs(async () => (await import('../history/change-history.ts')).deleteHistory));
  withExamples(remove, 'jackdaw history delete 01K9');

  const restore = history
    .command('restore')
    .description('Take a conversation out of the trash.')
    .argument('<id>', ID)
    .option('--json', 'a JSON object: {"id": …}')
    .action(runs(async () => (await import('../history/change-history.ts')).restoreHistory));
  withExamples(restore, 'jackdaw history restore 01K9');
}
