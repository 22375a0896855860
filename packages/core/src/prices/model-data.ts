import { rowOf } from './base-model.ts';

/** Tokens; null where no figure is known. */
export interface ModelFacts {
  /** The context window: prompt and answer share it. */
  readonly maxInputTokens: number | null;
  /** The longest answer. */
  readonly maxOutputTokens: number | null;
}

const small: ModelFacts = { maxInputTokens: 200_000, maxOutputTokens: 64_000 };
const large: ModelFacts = { maxInputTokens: 1_000_000, maxOutputTokens: 128_000 };

/** As published by Anthropic, November 2026; the longest answer of claude-fable-5-2 is not. */
const MODEL_ROWS: Readonly<Record<string, ModelFacts>> = {
  'claude-haiku-5-5': large,
  'claude-sonnet-5-5': large,
  'claude-opus-5-5': large,
  'claude-fable-5-2': { maxInputTokens: 1_000_000, maxOutputTokens: null },
  'claude-sonnet-5': large,
  'claude-opus-5': large,
  'claude-opus-4-8': large,
  'claude-opus-4-7': large,
  'claude-sonnet-4-6': large,
  'claude-opus-4-6': large,
  'claude-haiku-4-5': small,
  'claude-opus-4-5': small,
  'claude-sonnet-4-5': small,
};

/** What is known of a model, by id, dated id or `-latest` alias; null for a model that is not known. */
export function modelFacts(id: string): ModelFacts | null {
  return rowOf(MODEL_ROWS, id) ?? null;
}

/** Every model that has facts, for listings. */
export const KNOWN_MODELS: readonly string[] = Object.keys(MODEL_ROWS);
