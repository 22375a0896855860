import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CacheMode, TaskType, ThinkingMode } from '@jackdaw/core/protocol';
import type { Runs } from '../runs.ts';
import { withExamples } from './examples.ts';

// Named here so that the help need not load the protocol; the compiler holds both alike.
const CACHE_MODES = { use: true, refresh: true, off: true, only: true } satisfies Record<CacheMode, true>;
const THINKING_MODES = { auto: true, on: true, off: true } satisfies Record<ThinkingMode, true>;
const TASK_TYPES = {
  simple_qa: true,
  code_generation: true,
  complex_reasoning: true,
  summarisation: true,
  translation: true,
  extraction: true,
  creative: true,
  other: true,
} satisfies Record<TaskType, true>;

export function addAskCommand(program: Command, runs: Runs): void {
  const ask = program
    .command('ask')
    .summary('ask one question, get the answer on stdout')
    .description(
      'Ask one question; the answer streams to stdout. What comes on stdin is appended to the question.',
    )
    .argument('[prompt...]', 'the question')
    .addOption(new Option('--json', 'one JSON object at the end').conflicts('streamJson'))
    .option('--stream-json', 'every event as a line of JSON')
    .option('--schema <file>', 'a JSON Schema: the answer is JSON that satisfies it')
    .option('--system <text>', 'instructions to the model')
    .option('--model <id>', 'auto, fast, balanced, capable, or a model’s id')
    .addOption(new Option('--task <type>', 'what kind of work it is').choices(Object.keys(TASK_TYPES)))
    .addOption(new Option('--cache <mode>', 'how to use the cache').choices(Object.keys(CACHE_MODES)))
    .addOption(
      new Option('--thinking <mode>', 'whether the model thinks first').choices(Object.keys(THINKING_MODES)),
    )
    .option('--max-tokens <n>', 'most tokens of the answer', parseTokens)
    .addOption(new Option('--conversation <id>', 'ask within this conversation').conflicts('continue'))
    .option(
      '--continue',
      'ask within the last conversation; without a question: go on with its broken answer',
    )
    .option('--file <path...>', 'texts, images and PDF to send along')
    .addOption(
      new Option('--estimate', 'who would answer, why, and what it would cost; asks nothing').conflicts(
        'streamJson',
      ),
    )
    .option('--over-budget', 'answer although the day’s budget is spent')
    .addOption(
      new Option(
        '--batch <file>',
        'many questions, one a line as JSON (- for stdin); an answer a line',
      ).conflicts(['streamJson', 'conversation', 'continue', 'file', 'estimate']),
    )
    .option('--output <file>', 'with --batch: where the answers go; the same command goes on after a break')
    .option('--concurrency <n>', 'with --batch: questions at once (default: 4)', parseConcurrency)
    .action(runs(async () => (await import('../ask/run-ask.ts')).runAsk));
  withExamples(
    ask,
    'jackdaw ask "Why is the sky blue?"',
    'git diff | jackdaw ask "Review this change"',
    'jackdaw ask "What is in here?" --file notes.md more.md',
    'jackdaw ask --estimate "Prove it" --file theorem.md   asks nothing',
    'jackdaw ask --batch questions.jsonl --output answers.jsonl',
    'jackdaw ask --cache only "Why is the sky blue?"     never calls the model',
  );
  ask.addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 usage, 3 credentials, 4 rate-limited or overloaded, 5 structured output invalid,\n6 refused, 7 not reachable or not cached, 8 over budget, 130 cancelled.',
  );
}

const MOST_TOKENS = 1_000_000;

const parseTokens = wholeNumber(MOST_TOKENS);
/** As many as a daemon lets under way at once. */
const parseConcurrency = wholeNumber(64);

function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    const count = /^\d+$/.test(text) ? Number(text) : 0;
    if (count < 1 || count > most)
      throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`);
    return count;
  };
}
