import type { WireRequest } from '@jackdaw/core/protocol';
import type { Step } from '../../../../packages/daemon/src/simulator/index.ts';

/** One shape that an answer can have, as the upstream sends it whole. */
export interface Stream {
  readonly name: string;
  readonly step: Step;
  /** What the request needs beside its prompt. */
  readonly request: Omit<WireRequest, 'prompt' | 'messages'>;
  /** Every so many of its events is cut at; default: every one. */
  readonly every?: number;
  /** False where the whole answer may not be cached. */
  readonly cached?: false;
}

const tools = [{ name: 'get_weather', description: 'The weather.', input_schema: { type: 'object' } }];
const schema = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer' } },
  required: ['name', 'count'],
  additionalProperties: false,
};

export const STREAMS: readonly Stream[] = [
  {
    name: 'text',
    step: { blocks: [{ type: 'text', text: 'A jackdaw found a silver spoon, and hid it with the others.' }] },
    request: {},
  },
  {
    name: 'thinking',
    step: {
      blocks: [
        { type: 'thinking', thinking: 'Two birds and three birds. That makes five.' },
        { type: 'text', text: 'There are five birds: 🐦🐦🐦🐦🐦.' },
      ],
    },
    request: {},
  },
  {
    name: 'tools',
    step: {
      blocks: [
        { type: 'text', text: 'Let me look at both cities.' },
        { type: 'tool_use', name: 'get_weather', input: { city: 'Zürich', unit: 'celsius' } },
        { type: 'tool_use', name: 'get_weather', input: { city: '京都', unit: 'celsius' } },
      ],
      stopReason: 'tool_use',
    },
    request: { tools },
  },
  {
    name: 'structured',
    step: { blocks: [{ type: 'text', text: '{"name": "the third jackdaw on the roof", "count": 3}' }] },
    request: { schema },
  },
  {
    name: 'refusal',
    step: {
      blocks: [{ type: 'text', text: 'To begin with, you would need' }],
      stopReason: 'refusal',
      refusal: { category: 'general_harms', explanation: null },
    },
    request: {},
    cached: false,
  },
  {
    name: 'long',
    step: { blocks: [{ type: 'text', text: 'And then another jackdaw came to the roof. ', repeat: 400 }] },
    request: {},
    every: 9,
  },
];
