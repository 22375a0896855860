import type Anthropic from '@anthropic-ai/sdk';

/** Dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly cacheRead: number;
}

/** A model that the simulator knows, with the price it bills. */
export interface SimulatedModel {
  readonly id: string;
  readonly name: string;
  readonly line: Anthropic.ModelLine;
  readonly maxInputTokens: number;
  /** `null` where no published figure is known. */
  readonly maxOutputTokens: number | null;
  readonly price: Price;
  /** The price of the whole request when its prompt is longer than `above` tokens. */
  readonly longPrompt?: { readonly above: number; readonly price: Price };
}

/**
 * The simulator's own price list, as published in October 2026. It is kept apart from the product's on purpose:
 * tests hold one against the other.
 */
export const simulatedModels: readonly SimulatedModel[] = [
  {
    ...limits('claude-haiku-5-5', 'Claude Haiku 5.5', 'haiku', 1_000_000, 128_000),
    price: price(0.1, 0.5, 0.125, 0.2, 0.01),
    longPrompt: { above: 100_000, price: price(0.5, 2.5, 0.625, 1, 0.05) },
  },
  {
    ...limits('claude-sonnet-5-5', 'Claude Sonnet 5.5', 'sonnet', 1_000_000, 128_000),
    price: price(2, 10, 2.5, 4, 0.1),
  },
  {
    ...limits('claude-opus-5-5', 'Claude Opus 5.5', 'opus', 1_000_000, 128_000),
    price: price(4, 20, 5, 8, 0.2),
  },
  {
    ...limits('claude-fable-5-2', 'Claude Fable 5.2', 'fable', 1_000_000, null),
    price: price(8, 40, 10, 16, 0.2),
  },
  {
    ...limits('claude-sonnet-5', 'Claude Sonnet 5', 'sonnet', 1_000_000, 128_000),
    price: price(2, 10, 2.5, 4, 0.2),
  },
  {
    ...limits('claude-opus-5', 'Claude Opus 5', 'opus', 1_000_000, 128_000),
    price: price(5, 25, 6.25, 10, 0.5),
  },
  {
    ...limits('claude-opus-4-8', 'Claude Opus 4.8', 'opus', 1_000_000, 128_000),
    price: price(5, 25, 6.25, 10, 0.5),
  },
  {
    ...limits('claude-opus-4-7', 'Claude Opus 4.7', 'opus', 1_000_000, 128_000),
    price: price(5, 25, 6.25, 10, 0.5),
  },
  {
    ...limits('claude-opus-4-6', 'Claude Opus 4.6', 'opus', 1_000_000, 128_000),
    price: price(5, 25, 6.25, 10, 0.5),
  },
  {
    ...limits('claude-sonnet-4-6', 'Claude Sonnet 4.6', 'sonnet', 1_000_000, 128_000),
    price: price(3, 15, 3.75, 6, 0.3),
  },
  ...['claude-opus-4-5', 'claude-opus-4-5-20251101'].map((id) => ({
    ...limits(id, 'Claude Opus 4.5', 'opus', 200_000, 64_000),
    price: price(5, 25, 6.25, 10, 0.5),
  })),
  ...['claude-haiku-4-5', 'claude-haiku-4-5-20251001'].map((id) => ({
    ...limits(id, 'Claude Haiku 4.5', 'haiku', 200_000, 64_000),
    price: price(1, 5, 1.25, 2, 0.1),
  })),
  ...['claude-sonnet-4-5', 'claude-sonnet-4-5-20250929'].map((id) => ({
    ...limits(id, 'Claude Sonnet 4.5', 'sonnet', 200_000, 64_000),
    price: price(3, 15, 3.75, 6, 0.3),
    longPrompt: { above: 200_000, price: price(6, 22.5, 7.5, 12, 0.6) },
  })),
];

/** The model with this id, or undefined. */
export function findModel(id: string): SimulatedModel | undefined {
  return simulatedModels.find((model) => model.id === id);
}

/** The answer of `GET /v1/models/{id}`; typed by the SDK, so that a new field there stops the build here. */
export function modelInfo(model: SimulatedModel): Anthropic.ModelInfo {
  const yes = { supported: true };
  const no = { supported: false };
  return {
    type: 'model',
    id: model.id,
    display_name: model.name,
    created_at: createdAt(model.id),
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line: model.line,
    max_input_tokens: model.maxInputTokens,
    max_tokens: model.maxOutputTokens,
    capabilities: {
      batch: no,
      citations: no,
      code_execution: no,
      context_management: {
        supported: false,
        clear_thinking_20251015: null,
        clear_tool_uses_20250919: null,
        compact_20260112: null,
      },
      effort: { supported: true, low: yes, medium: yes, high: yes, xhigh: yes, max: yes },
      image_input: yes,
      pdf_input: yes,
      server_tools: { supported: false, code_execution: no, web_search: no },
      structured_outputs: yes,
      thinking: {
        supported: true,
        types: { adaptive: yes, between_tools: yes, disabled: yes, enabled: yes },
      },
    },
  };
}

/** The date in the id; else the epoch, which is what upstream sends for an unknown release date. */
function createdAt(id: string): string {
  const [, year, month, day] = /-(\d{4})(\d{2})(\d{2})$/.exec(id) ?? [];
  return year === undefined ? '1970-01-01T00:00:00Z' : `${year}-${month}-${day}T00:00:00Z`;
}

function limits(
  id: string,
  name: string,
  line: Anthropic.ModelLine,
  maxInputTokens: number,
  maxOutputTokens: number | null,
): Omit<SimulatedModel, 'price'> {
  return { id, name, line, maxInputTokens, maxOutputTokens };
}

function price(
  input: number,
  output: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  cacheRead: number,
): Price {
  return { input, output, cacheWrite5m, cacheWrite1h, cacheRead };
}
