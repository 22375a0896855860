import type { CommandHome } from '../e2e/command/command-home.ts';
import type { TestTerminal } from '../support/terminal.ts';
import type { Scene } from './scene.ts';

/** An answer worth looking at, paced as a model's. */
const answer = (text: string) => ({
  blocks: [{ type: 'text' as const, text }],
  timing: { toFirstTokenMs: 350, betweenTokensMs: 6 },
});

const RESET = `Open the sign-in page and choose **Forgot password?** You get a mail with a link:

1. follow it within *15 minutes*,
2. choose a password that you use nowhere else,
3. sign in with it on each of your devices.`;

const DEBOUNCE = `A call that comes within the pause starts the clock anew; only the last one runs:

\`\`\`ts
export function debounce<Args extends unknown[]>(run: (...args: Args) => void, ms: number) {
  let timer: NodeJS.Timeout | undefined;
  return (...args: Args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), ms);
  };
}
\`\`\`

| option | when it runs |
|---|---|
| trailing | after the pause |
| leading | at the first call |`;

async function ask(terminal: TestTerminal, question: string, done: string | RegExp): Promise<void> {
  terminal.type(question);
  await terminal.waitForText(question);
  terminal.press('enter');
  await terminal.waitForText(done);
}

/** What was asked on this machine before the picture, with the answers. */
const EARLIER: Readonly<Record<string, string>> = {
  'How do I reset my password?': RESET,
  'What is the capital of Peru?': '**Lima.**',
  'Write a debounce function in TypeScript': DEBOUNCE,
  'Translate "good morning" into Dutch, German and Finnish.':
    '- Dutch: *goedemorgen*\n- German: *guten Morgen*\n- Finnish: *hyvää huomenta*',
  'Prove that the square root of 2 is irrational.':
    'Suppose $\\sqrt{2} = a/b$ in lowest terms. Then $a^2 = 2b^2$, so $a$ is even, and so is $b$: a contradiction.',
  'Why does my React component render twice in development?':
    '`StrictMode` renders each component twice to show impure ones; production renders once.',
  'How far is the moon?': 'About 384,400 km on average.',
  'Which is the longest river of Europe?': 'The Volga, 3,530 km.',
  'Plan the migration of a monolith to services, with its risks, in three phases.':
    '1. **Seams**: modules behind interfaces.\n2. **First service**: what changes most often.\n3. **Data**: one owner a table.',
  'Give me a regular expression for ISO dates':
    '```text\n^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$\n```',
};

/** A machine on which jackdaw has been in use: half of the questions came twice, and once the service was overloaded. */
async function useBefore(bench: CommandHome): Promise<void> {
  const [first = answer(''), ...others] = Object.values(EARLIER).map(answer);
  bench.simulator.script('*', [first, { status: 529 }, ...others]);
  const questions = Object.keys(EARLIER);
  const batch = (prompts: readonly string[]) => ({
    input: prompts.map((prompt) => `${JSON.stringify(prompt)}\n`).join(''),
  });
  await bench.run(['ask', '--batch', '-', '--concurrency', '1'], batch(questions));
  await bench.run(
    ['ask', '--batch', '-'],
    batch([...questions.slice(0, 5), 'What’s the process to reset my password?']),
  );
  for (const question of questions.slice(0, 5)) await bench.run(['ask', question]);
}

export const scenes: readonly Scene[] = [
  {
    name: 'chat',
    title: 'A chat: an answer with code and a table, and an earlier answer served to a similar question',
    columns: 100,
    rows: 40,
    async act(terminal, bench) {
      bench.simulator.script('*', [answer(RESET), answer(DEBOUNCE)]);
      await ask(terminal, 'How do I reset my password?', /claude-\S+ · .*first word/);
      await ask(terminal, '/new', 'A new conversation');
      await ask(terminal, 'What’s the process to reset my password?', 'similar');
      await ask(terminal, 'Write a debounce function in TypeScript', /leading[^]*claude-\S+ · .*first word/);
    },
  },
  {
    name: 'why',
    title: 'What an answer cost, who gave it and why: /why below an answer',
    columns: 100,
    rows: 24,
    async act(terminal, bench) {
      bench.simulator.script('*', [answer('**Lima.**')]);
      await ask(terminal, 'What is the capital of Peru?', /claude-\S+ · .* in, /);
      await ask(terminal, '/why', 'Trace:');
    },
  },
  {
    name: 'panel',
    title: 'The panel in full: curves of the last minutes, percentiles, breakers and limits',
    columns: 110,
    rows: 26,
    prepare: useBefore,
    async act(terminal, bench) {
      bench.simulator.script('*', [answer('About eight minutes and twenty seconds.')]);
      await ask(terminal, 'How long does sunlight take to reach us?', /claude-\S+ · .* in, /);
      await ask(terminal, '/panel full', /breaker/);
    },
  },
  {
    name: 'palette',
    title: 'The palette: every command, found by a few letters, with its key',
    columns: 100,
    rows: 24,
    async act(terminal) {
      await terminal.waitForNoText('starting the daemon');
      terminal.press('ctrl+p');
      await terminal.waitForText('type to find a command');
      terminal.type('re');
      await terminal.waitForText('/regenerate');
    },
  },
  {
    name: 'metrics',
    title: 'Metrics over the whole screen: money, latency, cache hits and models over time',
    columns: 110,
    rows: 34,
    prepare: useBefore,
    async act(terminal) {
      await ask(terminal, '/metrics', 'by model');
    },
  },
  {
    name: 'trace',
    title: 'The trace of a turn: a span for each stage, with the reason of each decision',
    columns: 110,
    rows: 30,
    async act(terminal, bench) {
      bench.simulator.script('*', [{ status: 529 }, answer(DEBOUNCE)]);
      await ask(terminal, 'Write a debounce function in TypeScript', /claude-\S+ · .*first word/);
      await ask(terminal, '/trace', /attempt/);
    },
  },
  {
    name: 'history',
    title: 'The history: conversations with age, turns and cost, and a preview',
    columns: 110,
    rows: 30,
    prepare: useBefore,
    async act(terminal) {
      await ask(terminal, '/history', /password/);
      await terminal.waitForNoText('Reading…');
    },
  },
  {
    name: 'cache',
    title: 'The cache: answers that are kept, their hits and what they saved',
    columns: 110,
    rows: 30,
    prepare: useBefore,
    async act(terminal) {
      await ask(terminal, '/cache', /\d+ answers · /);
    },
  },
];
