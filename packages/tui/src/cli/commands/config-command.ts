import type { Command } from 'commander';
import type { Runs } from '../runs.ts';
import { withExamples } from './examples.ts';

export function addConfigCommand(program: Command, runs: Runs): void {
  const config = program
    .command('config')
    .summary('show and change the settings')
    .description('Settings. Works without a daemon.');
  withExamples(config, 'jackdaw config show', 'jackdaw config set model fast');

  const show = config
    .command('show')
    .description('Show the settings in force and where each comes from.')
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../config/show-config.ts')).showConfig));
  withExamples(show, 'jackdaw config show', 'jackdaw config show --json');

  const path = config
    .command('path')
    .description('Show where the settings are kept.')
    .option('--json', 'a JSON object with all of jackdaw’s folders')
    .action(runs(async () => (await import('../config/show-config.ts')).showConfigPath));
  withExamples(path, '$EDITOR "$(jackdaw config path)"');

  const set = config
    .command('set')
    .description(
      'Change a setting in the config file; comments in it stay. The value `null` takes the setting out.',
    )
    .argument('<key>', 'the setting, with dots: cache.ttl')
    .argument('<value>', 'text, a number, true, false, null, or JSON')
    .option('--json', 'a JSON object: {"key": …, "value": …}')
    .action(runs(async () => (await import('../config/set-config.ts')).setConfig));
  withExamples(
    set,
    'jackdaw config set model fast',
    'jackdaw config set cache.ttl 30d',
    'jackdaw config set baseUrl http://127.0.0.1:8080',
  );
}
