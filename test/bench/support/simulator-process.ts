import { startSimulator } from '@jackdaw/daemon/simulator';

const STEADY = { timing: { toFirstTokenMs: 20, betweenTokensMs: 2 }, repeat: 20 };
/** How the upstream answers, by name. */
const ANSWERS = {
  /** The first token after 20 ms, then 20 deltas, 2 ms apart. */
  steady: STEADY,
  /** Three words, at once. */
  short: { timing: {}, repeat: 3 },
  /** Some 2 KB, an answer as people get them, at once. */
  page: { timing: {}, repeat: 150 },
};

const isAnswer = (name: string): name is keyof typeof ANSWERS => Object.hasOwn(ANSWERS, name);
const name = process.argv[2] ?? 'steady';
const { timing, repeat } = isAnswer(name) ? ANSWERS[name] : STEADY;
const { url } = await startSimulator({
  adminPort: false,
  defaultStep: { times: 'forever', blocks: [{ type: 'text', text: 'a steady word ', repeat }], timing },
});
process.send?.({ address: url });
