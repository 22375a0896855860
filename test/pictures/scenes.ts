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
];
