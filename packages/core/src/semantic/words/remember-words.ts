/** Words of one generation; two are kept. */
const GENERATION = 2_000;

/**
 * Remembers what was computed of the words of late, between 2,000 and 4,000 of them: prompts use the same ones again and
 * again, and numbers and names only once. `compute` must give the same for the same word.
 */
export function rememberWords<Result extends string | boolean>(
  compute: (word: string) => Result,
): (word: string) => Result {
  let latest = new Map<string, Result>();
  let before = new Map<string, Result>();
  return (word) => {
    const known = latest.get(word);
    if (known !== undefined) return known;
    if (latest.size >= GENERATION) {
      before = latest;
      latest = new Map();
    }
    const result = before.get(word) ?? compute(word);
    latest.set(word, result);
    return result;
  };
}
