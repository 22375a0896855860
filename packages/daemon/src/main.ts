const USAGE = `usage: daemon run [--auto]        the daemon of this home; --auto: stop when nobody uses it
       daemon simulate [ARGS]    a server that speaks the Messages API and answers by itself
`;

// What a command does not need is not loaded.
const [command, ...args] = process.argv.slice(2);
if (command === 'run' && args.every((arg) => arg === '--auto')) {
  const { run } = await import('./run.ts');
  await run({ auto: args.includes('--auto') });
} else if (command === 'simulate') {
  const { simulateCommand } = await import('./simulator/index.ts');
  const { VERSION } = await import('./lifecycle/version.ts');
  const { stdout, stderr } = process;
  process.exitCode = await simulateCommand(args, { stdout, stderr, programVersion: VERSION });
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
