import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator-control.ts';
import { findScenario, describeScenario, scenarios } from './scenarios/index.ts';

/** What the command writes to, and what ends it. */
export interface SimulateCommandIo {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  /** What `--version` says: the simulator is part of a program and has no version of its own. */
  readonly programVersion: string;
  /** Ends the command. Default: SIGINT or SIGTERM of this process. */
  readonly signal?: AbortSignal;
}

const help = `Usage: jackdaw simulate [options]

Runs a simulator of the Messages API on 127.0.0.1, until Ctrl+C. It needs no key, and calls nobody.

  --port N         port of the API (default: any free one)
  --admin-port N   port of its control: scripts, journal, ledger (default: any free one)
  --seed TEXT      makes ids, timings and chunks repeatable (default: 1)
  --demo           answers for people, at a natural pace; accepts any caller
  --scenario ID    every request gets this scenario
  --list           lists the scenarios, and ends
  --json           writes JSON
  -v, --version    writes the version
  -h, --help       writes this
`;

/**
 * The command `jackdaw simulate`; `args` are what follows that word. Resolves with an exit code: 0 done, 1 failed
 * (a port that is taken), 2 usage.
 */
export async function simulateCommand(args: readonly string[], io: SimulateCommandIo): Promise<number> {
  const parsed = parse(args);
  if ('problem' in parsed) {
    io.stderr.write(`jackdaw simulate: ${parsed.problem}\nSee jackdaw simulate --help.\n`);
    return 2;
  }
  const { options } = parsed;
  if (options.help === true) {
    io.stdout.write(help);
    return 0;
  }
  if (options.version === true) {
    io.stdout.write(`${io.programVersion}\n`);
    return 0;
  }
  if (options.list === true) {
    io.stdout.write(options.json === true ? `${JSON.stringify(listed())}\n` : listText());
    return 0;
  }

  let simulator: Simulator;
  try {
    simulator = await startSimulator({
      port: Number(options.port ?? 0),
      adminPort: Number(options['admin-port'] ?? 0),
      seed: options.seed ?? 1,
      demo: options.demo ?? false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    io.stderr.write(`jackdaw simulate: the simulator could not start (${reason}). Choose another --port.\n`);
    return 1;
  }
  const url = options.scenario === undefined ? simulator.url : `${simulator.url}/s/${options.scenario}`;
  io.stdout.write(
    options.json === true
      ? `${JSON.stringify({ url, adminUrl: simulator.adminUrl })}\n`
      : startText(url, simulator, options.demo ?? false),
  );
  await untilEnd(io.signal);
  await simulator.close();
  return 0;
}

type Parsed = { readonly options: ReturnType<typeof parseOptions> } | { readonly problem: string };

function parse(args: readonly string[]): Parsed {
  try {
    const options = parseOptions(args);
    for (const name of ['port', 'admin-port'] as const) {
      const value = options[name];
      if (value !== undefined && !(/^\d+$/.test(value) && Number(value) <= 65_535)) {
        return { problem: `--${name} takes a number from 0 to 65535, not "${value}".` };
      }
    }
    if (options.scenario !== undefined && findScenario(options.scenario) === undefined) {
      return { problem: describeScenario(options.scenario) };
    }
    return { options };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function parseOptions(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'admin-port': { type: 'string' },
      seed: { type: 'string' },
      demo: { type: 'boolean' },
      scenario: { type: 'string' },
      list: { type: 'boolean' },
      json: { type: 'boolean' },
      version: { type: 'boolean', short: 'v' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function listed(): readonly {
  readonly id: string;
  readonly about: string;
  readonly parameter: string | null;
}[] {
  return scenarios.map(({ id, about, parameter }) => ({ id, about, parameter: parameter ?? null }));
}

function listText(): string {
  const names = scenarios.map(({ id, parameter }) => (parameter === undefined ? id : `${id}[:${parameter}]`));
  const width = Math.max(...names.map((name) => name.length));
  return scenarios.map(({ about }, index) => `${(names[index] ?? '').padEnd(width)}  ${about}\n`).join('');
}

function startText(url: string, simulator: Simulator, demo: boolean): string {
  return `The Messages API is simulated at ${url}
No model is asked, and nothing is spent.

Point a client at it:

  export ANTHROPIC_BASE_URL=${url}
  export ANTHROPIC_API_KEY=simulated

${
  demo
    ? 'Prompts that begin with "simulate", such as "simulate 529", show a fault.'
    : `One scenario for all requests: ${simulator.url}/s/529-then-ok (see --list).`
}
Control: ${simulator.adminUrl ?? 'none'} (POST /script, GET /journal, GET /ledger, POST /reset)
Stop with Ctrl+C.
`;
}

async function untilEnd(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal !== undefined) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
      return;
    }
    const end = (): void => {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
