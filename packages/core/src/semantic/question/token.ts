/**
 * - word: letters, compared by stem and synonym
 * - literal: code, flag, path, address, identifier, version, operator: compared as written
 * - quantity: a number, date, time, ordinal or amount, compared by value
 * - mark: punctuation that ends a sentence or a clause
 */
export type TokenKind = 'word' | 'literal' | 'quantity' | 'mark';

export interface Token {
  readonly kind: TokenKind;
  /** As typed. */
  readonly raw: string;
  /** Lower case, typographic marks made plain. */
  readonly text: string;
  /** Starts with a capital though no sentence starts here. */
  readonly capital: boolean;
  /** Inside quotation marks or a code span: words are meant as words. */
  readonly quoted: boolean;
  /** Joined to the token before by a hyphen, as "year" in "2-year". */
  readonly joined: boolean;
}
