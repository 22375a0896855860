import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests see the machine as a fresh user has it: no key, no home, no hint that nobody is watching.
for (const name of Object.keys(process.env)) {
  if (/^(ANTHROPIC_|JACKDAW_)|^(CI|NO_COLOR|FORCE_COLOR)$/.test(name)) delete process.env[name];
}

const testsIn = (...folders: readonly string[]) =>
  folders.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    pool: 'forks',
    // Whole programs spend much of their time waiting for each other.
    maxWorkers: availableParallelism() + 1,
    // Against hanging alone: nothing here is timed, and the machine may have other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: testsIn('architecture', 'contract', 'tui', 'unit'),
          // Files share what they import: to load it for each took two thirds of their time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: testsIn('e2e', 'integration'),
          globalSetup: ['test/support/build.ts'],
          setupFiles: ['test/support/end-daemons.ts'],
        },
      },
    ],
  },
});
