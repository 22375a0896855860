import { modelFacts, type ModelFacts } from './model-data.ts';

export interface KnownFacts {
  /** Null for a model of which nothing is known. */
  factsOf(id: string): ModelFacts | null;
  /** Those that differ from the built-in ones, by exact id. */
  readonly own: Readonly<Record<string, ModelFacts>>;
}

/** The built-in facts with the user's own windows (tokens, by exact id) over them. */
export function createModelFacts(windows: Readonly<Record<string, number>>): KnownFacts {
  const own = Object.fromEntries(
    Object.entries(windows).map(([id, maxInputTokens]) => {
      const longest = modelFacts(id)?.maxOutputTokens ?? null;
      const maxOutputTokens = longest === null ? null : Math.min(longest, maxInputTokens);
      return [id, { maxInputTokens, maxOutputTokens }];
    }),
  );
  return { own, factsOf: (id) => (Object.hasOwn(own, id) ? own[id] : modelFacts(id)) ?? null };
}
