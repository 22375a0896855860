import { isFault, type AttemptFigures, type Figures } from './figures.ts';
import type { TurnLine } from './turn-line.ts';

/** Figures that are added to in place, and told when somebody asks: each line is counted in a dozen of these. */
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
  #input = 0;
  #output = 0;
  #cacheRead = 0;
  #cacheWrite5m = 0;
  #cacheWrite1h = 0;
  #costUsd = 0;
  #streamedTokens = 0;
  #streamedMs = 0;

  /** Its tokens and dollars are not here: those are its attempts'. */
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

  addAttempt({ attempts, retries, tokens, costUsd, streamed }: AttemptFigures): void {
    this.#attempts += attempts;
    this.#retries += retries;
    this.#input += tokens.input;
    this.#output += tokens.output;
    this.#cacheRead += tokens.cacheRead;
    this.#cacheWrite5m += tokens.cacheWrite5m;
    this.#cacheWrite1h += tokens.cacheWrite1h;
    this.#costUsd += costUsd;
    this.#streamedTokens += streamed.tokens;
    this.#streamedMs += streamed.ms;
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
    this.addAttempt(figures);
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
      tokens: {
        input: this.#input,
        output: this.#output,
        cacheRead: this.#cacheRead,
        cacheWrite5m: this.#cacheWrite5m,
        cacheWrite1h: this.#cacheWrite1h,
      },
      costUsd: this.#costUsd,
      savedUsd: this.#savedUsd,
      routingSavedUsd: this.#routingSavedUsd,
      streamed: { tokens: this.#streamedTokens, ms: this.#streamedMs },
    };
  }
}
