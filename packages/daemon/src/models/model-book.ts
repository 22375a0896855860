import { modelFacts, type ModelFacts } from '@jackdaw/core';
import type { ModelRecord } from './model-record.ts';

/** A model's figures, and who says so. */
export interface KnownModel extends ModelFacts {
  readonly source: 'config' | 'server' | 'built-in';
}

type FactsById = Readonly<Record<string, ModelFacts>>;

/** What is known of models: the config's figures first, then what the daemon's own server told, then the built-in ones. */
export interface ModelBook {
  /**
   * Other figures than the built-in ones, as known before this start, by exact id. They do not change before the next
   * start: what the router does is part of the cache's keys.
   */
  readonly atStart: FactsById;
  /** A model's facts, of the start. Null for a model that is not known. */
  factsOf(id: string): ModelFacts | null;
  /** What is known now, this start's refreshes included. */
  knownOf(id: string): KnownModel | null;
  /** Models that config or server name. */
  ids(): readonly string[];
  /** The server told anew. */
  tell(record: ModelRecord): void;
}

/** `own` are the config's figures; `record` is what the server told before, null where that is nothing. */
export function createModelBook(own: FactsById, record: ModelRecord | null): ModelBook {
  let told = factsIn(record);
  const atStart = { ...told, ...own };
  return {
    atStart,
    factsOf: (id) => fieldOf(atStart, id) ?? modelFacts(id),
    knownOf(id) {
      const sources = [
        [fieldOf(own, id), 'config'],
        [fieldOf(told, id), 'server'],
        [modelFacts(id), 'built-in'],
      ] as const;
      for (const [facts, source] of sources) if (facts !== null) return { ...facts, source };
      return null;
    },
    ids: () => [...new Set([...Object.keys(own), ...Object.keys(told)])],
    tell(next) {
      told = factsIn(next);
    },
  };
}

/** A figure that the server leaves out is the built-in one. */
function factsIn(record: ModelRecord | null): FactsById {
  return Object.fromEntries(
    (record?.models ?? []).map(({ id, maxInputTokens, maxOutputTokens }) => {
      const known = modelFacts(id);
      return [
        id,
        {
          maxInputTokens: maxInputTokens ?? known?.maxInputTokens ?? null,
          maxOutputTokens: maxOutputTokens ?? known?.maxOutputTokens ?? null,
        },
      ];
    }),
  );
}

function fieldOf(facts: FactsById, id: string): ModelFacts | null {
  return Object.hasOwn(facts, id) ? (facts[id] ?? null) : null;
}
