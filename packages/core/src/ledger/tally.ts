import { NO_USAGE, addUsage } from '../turn/usage.ts';
import { isFault, type Figures } from './figures.ts';
import type { TurnLine } from './turn-line.ts';

/** Figures that are added to in place: a cache hit is counted in some of these, and takes microseconds in all. */
export class Tally {
  #turns = 0;
  #exact = 0;
  #semantic = 0;
  #misses = 0;
  #errors = 0;
  #unknownCostTurns = 0;
  #savedUsd = 0;
  #routingSavedUsd = 0;
  #attempts = 0;
  #retries = 0;
  #tokens = NO_USAGE;
  #costUsd = 0;
  #streamedTokens = 0;
  #streamedMs = 0;

  /** As `add(figuresOfTurn(line))`. */
  addTurn(line: TurnLine): void {
    this.#turns += 1;
    if (line.cache === 'exact') this.#exact += 1;
    else if (line.cache === 'semantic') this.#semantic += 1;
    else if (line.cache === 'miss') this.#misses += 1;
    if (isFault(line)) this.#errors += 1;
    if (line.costKnown === false) this.#unknownCostTurns += 1;
    this.#savedUsd += line.savedUsd;
    this.#routingSavedUsd += line.routingSavedUsd;
  }

  add(figures: Figures): void {
    this.#turns += figures.turns;
    this.#exact += figures.hits.exact;
    this.#semantic += figures.hits.semantic;
    this.#misses += figures.misses;
    this.#errors += figures.errors;
    this.#unknownCostTurns += figures.unknownCostTurns;
    this.#savedUsd += figures.savedUsd;
    this.#routingSavedUsd += figures.routingSavedUsd;
    this.#attempts += figures.attempts;
    this.#retries += figures.retries;
    this.#tokens = addUsage(this.#tokens, figures.tokens);
    this.#costUsd += figures.costUsd;
    this.#streamedTokens += figures.streamed.tokens;
    this.#streamedMs += figures.streamed.ms;
  }

  figures(): Figures {
    return {
      turns: this.#turns,
      hits: { exact: this.#exact, semantic: this.#semantic },
      misses: this.#misses,
      errors: this.#errors,
      unknownCostTurns: this.#unknownCostTurns,
      attempts: this.#attempts,
      retries: this.#retries,
      tokens: this.#tokens,
      costUsd: this.#costUsd,
      savedUsd: this.#savedUsd,
      routingSavedUsd: this.#routingSavedUsd,
      streamed: { tokens: this.#streamedTokens, ms: this.#streamedMs },
    };
  }
}
