import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

export interface TestRun {
  readonly passed: number;
  /** Names and reasons, one a test. */
  readonly failures: readonly string[];
  /** Files whose tests could not be run at all. */
  readonly broken: number;
  /** What vitest printed. */
  readonly output: string;
}

/** How long one test may take, in ms: without its defence it may wait for ever. */
const TEST_TIMEOUT_MS = 15_000;

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs tests of a checkout with vitest, those whose names hold `name` alone where it is given. */
export async function runTests(root: string, files: readonly string[], name?: string): Promise<TestRun> {
  const report = path.join(root, '.build', 'defences-report.json');
  rmSync(report, { force: true });
  const args = [
    path.join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...files,
    '--no-color',
    '--reporter=json',
    `--outputFile=${report}`,
    `--testTimeout=${TEST_TIMEOUT_MS}`,
    ...(name === undefined ? [] : ['-t', escapeRegExp(name)]),
  ];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await new Promise((resolve) => child.once('close', resolve));
  const { numPassedTests, testResults } = readReport(report, output);
  const failures = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}\n    ${failureMessages.join('\n').slice(0, 500)}`);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  // Tests that run a bundle which could not be made fail for another reason than they should.
  const unbundled = output.includes('could not be bundled') ? 1 : 0;
  return { passed: numPassedTests, failures, broken: broken + unbundled, output };
}

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (cause) {
    throw new Error(`vitest made no report:\n${output}`, { cause });
  }
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
