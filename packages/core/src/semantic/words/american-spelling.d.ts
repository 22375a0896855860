/** American spelling of a lower-case word: "colours" → "colors", "optimising" → "optimizing". */
export declare function toAmericanSpelling(word: string): string;
