import type { Scenario } from '../scenario.ts';

const story = 'A jackdaw found a silver spoon, and hid it under the roof with the others.';

/** Answers that come whole, however odd. */
export const successScenarios: readonly Scenario[] = [
  { id: 'ok', about: 'An ordinary answer.', steps: () => [{}] },
  {
    id: 'slow-first-token',
    about: 'The first token comes late, 3 s after the headers, or after the given ms.',
    parameter: 'milliseconds',
    steps: (ms = 3000) => [{ timing: { toFirstTokenMs: ms, pingEveryMs: Math.max(10, Math.ceil(ms / 4)) } }],
  },
  {
    id: 'long-thinking',
    about:
      'Thinks before it answers: pings for 6 s or the given ms, then thinking with a signature, then text.',
    parameter: 'milliseconds',
    steps: (ms = 6000) => [
      {
        blocks: [
          {
            type: 'thinking',
            thinking: 'The question looks simple, but let me check each part of it before I answer. '
              .repeat(6)
              .trim(),
            signature: 'c2ltdWxhdGVkLXNpZ25hdHVyZQ==',
          },
          { type: 'text', text: 'After some thought: yes, and here is why. The parts fit together.' },
        ],
        timing: { toFirstTokenMs: ms, pingEveryMs: Math.max(10, Math.ceil(ms / 6)) },
      },
    ],
  },
  {
    id: 'huge',
    about: '10 MB of text in 100,000 deltas, or in the given number of them.',
    parameter: 'deltas',
    steps: (deltas = 100_000) => [
      {
        blocks: [
          { type: 'text', text: `${story} ${'And so on. '.repeat(3)}\n`.slice(0, 105), repeat: deltas },
        ],
      },
    ],
  },
  {
    id: 'giant-event',
    about: 'One delta of 4 MB, or of the given number of bytes.',
    parameter: 'bytes',
    steps: (bytes = 4 * 1024 * 1024) => [
      { blocks: [{ type: 'text', text: 'x'.repeat(bytes), whole: true }] },
    ],
  },
  {
    id: 'tools',
    about: 'A sentence, then two tool calls in one answer.',
    steps: () => [
      {
        blocks: [
          { type: 'text', text: 'Let me look at both cities.' },
          { type: 'tool_use', name: 'get_weather', input: { city: 'Zürich', unit: 'celsius' } },
          { type: 'tool_use', name: 'get_weather', input: { city: '京都', unit: 'celsius' } },
        ],
        stopReason: 'tool_use',
      },
    ],
  },
  {
    id: 'tool-malformed',
    about: 'A tool call whose input is not whole JSON.',
    steps: () => [
      {
        blocks: [{ type: 'tool_use', name: 'get_weather', input: {}, json: '{"city": "Zürich", "unit": ' }],
        stopReason: 'tool_use',
      },
    ],
  },
  {
    id: 'tool-end-turn',
    about: 'A tool call that ends with end_turn, as some gateways send it.',
    steps: () => [
      {
        blocks: [{ type: 'tool_use', name: 'get_weather', input: { city: 'Bern' } }],
        stopReason: 'end_turn',
      },
    ],
  },
  {
    id: 'thinking',
    about: 'Thinking with a signature, then text.',
    steps: () => [
      {
        blocks: [
          { type: 'thinking', thinking: 'Two birds and three birds. That makes five birds.' },
          { type: 'text', text: 'There are five birds.' },
        ],
      },
    ],
  },
  {
    id: 'max-tokens',
    about: 'A text that is cut by max_tokens, without its content_block_stop.',
    steps: () => [
      {
        blocks: [{ type: 'text', text: `${story} Then it flew off to` }],
        stopReason: 'max_tokens',
        omitBlockStop: true,
      },
    ],
  },
  {
    id: 'stop-sequence',
    about: 'Ends at a stop sequence.',
    steps: () => [
      {
        blocks: [{ type: 'text', text: 'one two three' }],
        stopReason: 'stop_sequence',
        stopSequence: 'four',
      },
    ],
  },
  {
    id: 'refusal-empty',
    about: 'A refusal without any text.',
    steps: () => [
      {
        blocks: [],
        stopReason: 'refusal',
        refusal: { category: 'cyber', explanation: 'Simulated: this request was refused.' },
      },
    ],
  },
  {
    id: 'refusal-partial',
    about: 'A refusal after some text has come.',
    steps: () => [
      {
        blocks: [{ type: 'text', text: 'To begin with, you would need' }],
        stopReason: 'refusal',
        refusal: { category: 'general_harms', explanation: null },
      },
    ],
  },
  {
    id: 'pause-turn',
    about: 'The turn pauses in the middle of a web search.',
    steps: () => [
      {
        blocks: [
          { type: 'text', text: 'Let me search for that.' },
          { type: 'server_tool_use', name: 'web_search', input: { query: 'jackdaw nesting season' } },
        ],
        stopReason: 'pause_turn',
      },
    ],
  },
  {
    id: 'context-exceeded',
    about: 'The context window is full in the middle of the answer.',
    steps: () => [{ blocks: [{ type: 'text', text: story }], stopReason: 'model_context_window_exceeded' }],
  },
  {
    id: 'unknown-event',
    about: 'Events and deltas of types that do not exist yet, and a [DONE] at the end.',
    steps: () => [
      {
        blocks: [{ type: 'text', text: story }],
        extraEvents: [
          { before: 1, event: 'weather_report', data: { type: 'weather_report', wind: 'north' } },
          {
            before: 3,
            event: 'content_block_delta',
            data: { type: 'content_block_delta', index: 0, delta: { type: 'mood_delta', mood: 'sunny' } },
          },
        ],
        wire: { trailer: '[DONE]' },
      },
    ],
  },
  {
    id: 'no-usage',
    about: 'message_delta without usage, as some compatible servers send it.',
    steps: () => [{ omitDeltaUsage: true }],
  },
  {
    id: 'unicode',
    about: 'Emoji with joiners, a combining mark, CJK, and right-to-left text.',
    steps: () => [
      { blocks: [{ type: 'text', text: 'Ein 👩‍👩‍👧‍👦 und ein 🐦, e\u0301tude, 鳥が飛ぶ, طائر, done.' }] },
    ],
  },
];
