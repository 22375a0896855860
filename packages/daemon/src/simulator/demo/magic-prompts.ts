import type { MessageRequest } from '../request-check.ts';
import { lastUserText } from '../request-text.ts';
import type { Step } from '../scenario.ts';
import { demoLabel } from './demo-topic.ts';

/** Words at the beginning of a prompt that let a person see a scenario at work. */
export interface MagicPrompt {
  /** What to type. */
  readonly say: string;
  /** What happens then. */
  readonly about: string;
  readonly pattern: RegExp;
  readonly scenario: string;
  /** The answer's text, where the scenario does not bring its own. */
  readonly text: string;
}

const retried = `If you can read this, jackdaw has already dealt with it: the service refused, jackdaw waited, asked again, and got this answer. Nothing had to be typed twice. Run \`jackdaw trace\` to see each attempt and each pause.`;

const interrupted = `What you are reading will stop in the middle of a sentence. jackdaw keeps the words that have come, marks the answer as interrupted, and lets you go on from there. None of it goes into the cache: only an answer whose last event has come counts as whole, and half an answer is never served to anybody as if it were one. If you can read this last sentence, the fault has not struck, and that would be worth a bug report.`;

const plain = 'That was it. Everything on the way here was real, except for the service at its end.';

/** First match wins, so the more particular come first. */
export const magicPrompts: readonly MagicPrompt[] = [
  magic(
    'simulate 529',
    'the service is overloaded twice, then answers',
    '529-then-ok:2',
    /529|overload(ed)?/,
    retried,
  ),
  magic(
    'simulate 429',
    'a rate limit with a wait of a second, then an answer',
    '429-then-ok:1',
    /429|(a )?rate[ -]limit/,
    retried,
  ),
  magic('simulate a spend limit', 'an error that is not tried again', 'spend-limit', /(a )?spend[ -]limit/),
  magic('simulate 500', 'an internal error of the service, every time', '500', /500|(a )?server error/),
  magic('simulate 401', 'the key is refused', '401', /401|(a )?bad key/),
  magic(
    'simulate a refusal',
    'the model declines in the middle of its answer',
    'refusal-partial',
    /(a )?refusal/,
  ),
  magic(
    'simulate a cut',
    'the connection breaks in the middle of the answer',
    'reset-mid',
    /(a )?(cut|reset|disconnect)/,
    interrupted,
  ),
  magic(
    'simulate half an answer',
    'the stream ends early and says nothing about it',
    'clean-end-mid',
    /half an answer/,
    interrupted,
  ),
  magic('simulate a stall', 'the stream falls silent in the middle', 'stall-mid', /(a )?stall/, interrupted),
  magic(
    'simulate a slow answer',
    'the first word comes after five seconds',
    'slow-first-token:5000',
    /(a )?slow( answer)?/,
  ),
  magic('simulate thinking', 'the model thinks before it answers', 'long-thinking:2500', /(some )?thinking/),
  magic('simulate max tokens', 'the answer is longer than it may be', 'max-tokens', /max[ _-]tokens/),
  magic(
    'simulate bad json',
    'structured output that has to be repaired',
    'structured-repairable',
    /bad json/,
  ),
];

/** The magic words that the last message of a request begins with, if any. */
export function findMagicPrompt(request: MessageRequest): MagicPrompt | undefined {
  const text = lastUserText(request);
  return magicPrompts.find(({ pattern }) => pattern.test(text));
}

/** The step of a magic prompt for a person's eyes: labelled, and with enough text before something breaks. */
export function dressForDemo(step: Step): Step {
  if (step.fault !== undefined) {
    const { blocks: _blocks, ...rest } = step;
    const inBody = typeof step.fault.at === 'object' || step.fault.at === undefined;
    return { ...rest, fault: { ...step.fault, ...(inBody ? { at: { event: 40 } } : {}) } };
  }
  const firstText = step.blocks?.findIndex((block) => block.type === 'text') ?? -1;
  if (step.blocks === undefined || firstText < 0) return step;
  const blocks = step.blocks.map((block, index) =>
    index === firstText && block.type === 'text'
      ? { ...block, text: `${demoLabel}\n\n${block.text}` }
      : block,
  );
  return { ...step, blocks };
}

/** Only a prompt that begins with the words is magic: a question about them is not. */
function magic(say: string, about: string, scenario: string, words: RegExp, text = plain): MagicPrompt {
  return {
    say,
    about,
    scenario,
    text,
    pattern: new RegExp(`^\\s*(please )?simulate (${words.source})\\b`, 'i'),
  };
}
