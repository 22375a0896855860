import { Option, type Command } from 'commander';
import { LOG_LEVELS } from '../daemon/log-filter.ts';
import type { Runs } from '../runs.ts';
import { parseCount } from './count-option.ts';
import { withExamples } from './examples.ts';
import { parseSince } from './since-option.ts';

export function addDaemonCommand(program: Command, runs: Runs): void {
  const daemon = program
    .command('daemon')
    .summary('start, stop and look at the daemon')
    .description(
      'The process that makes the model calls and keeps the cache. The chat and `ask` start it by themselves.',
    );
  withExamples(daemon, 'jackdaw daemon status', 'jackdaw daemon restart', 'jackdaw daemon logs -f');

  const start = daemon
    .command('start')
    .description('Start the daemon in the background. It stays until it is stopped.')
    .option('--json', 'a JSON object, as `status` prints')
    .action(runs(async () => (await import('../daemon/control-daemon.ts')).startCommand));
  withExamples(start, 'jackdaw daemon start');

  const stop = daemon
    .command('stop')
    .description('Stop the daemon and wait until it is gone.')
    .option('--json', 'a JSON object, as `status` prints')
    .action(runs(async () => (await import('../daemon/control-daemon.ts')).stopCommand));
  withExamples(stop, 'jackdaw daemon stop');

  const restart = daemon
    .command('restart')
    .description('Stop the daemon and start this version of it.')
    .option('--json', 'a JSON object, as `status` prints')
    .action(runs(async () => (await import('../daemon/control-daemon.ts')).restartCommand));
  withExamples(restart, 'jackdaw daemon restart');

  const status = daemon
    .command('status')
    .description('Show whether the daemon runs, and how it is. Does not start it.')
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../daemon/show-status.ts')).showStatus));
  withExamples(status, 'jackdaw daemon status', 'jackdaw daemon status --json | jq .running');

  const env = daemon
    .command('env')
    .summary('print what tools need to go through the daemon')
    .description(
      'Print the variables with which tools that speak the Messages API go through the daemon, for a shell to read. Does not start it.',
    )
    .option('--api-key', 'the token as ANTHROPIC_API_KEY, for tools that know no ANTHROPIC_AUTH_TOKEN')
    .option('--json', 'a JSON object')
    .action(runs(async () => (await import('../daemon/print-environment.ts')).printEnvironment));
  withExamples(env, 'eval "$(jackdaw daemon env)"', 'jackdaw daemon env | source   # fish');

  const logs = daemon
    .command('logs')
    .description('Show the end of the daemon’s log.')
    .option('-f, --follow', 'go on with what is added')
    .option('-n, --lines <n>', 'how many lines (default: 50, or all since --since)', parseCount)
    .option('--since <when>', 'lines since then: 10m, 2h, 7d, 2026-11-01', parseSince)
    .addOption(new Option('--level <level>', 'this level and what is graver').choices(LOG_LEVELS))
    .option('--json', 'the lines as they are, one JSON object each')
    .action(runs(async () => (await import('../daemon/show-logs.ts')).showLogs));
  withExamples(logs, 'jackdaw daemon logs', 'jackdaw daemon logs --since 10m --level warn');

  const run = daemon
    .command('run')
    .description('Run the daemon in the foreground, until Ctrl-C.')
    .action(runs(async () => (await import('../daemon/run-program.ts')).runForeground));
  withExamples(run, 'jackdaw daemon run');

  const install = daemon
    .command('install')
    .summary('have the system run the daemon at each login')
    .description('Have systemd or launchd run the daemon, now and at each login. Nothing else needs it.')
    .option('--print', 'show the service file and change nothing')
    .action(runs(async () => (await import('../service/install-service.ts')).installService));
  withExamples(install, 'jackdaw daemon install', 'jackdaw daemon install --print');

  const uninstall = daemon
    .command('uninstall')
    .description('End that. The chat and `ask` start the daemon by themselves again.')
    .action(runs(async () => (await import('../service/install-service.ts')).uninstallService));
  withExamples(uninstall, 'jackdaw daemon uninstall');
}
