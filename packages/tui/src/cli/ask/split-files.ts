/**
 * `--file notes.md "What is in here?"`: the flag takes all words up to the next flag, the question with them. What is
 * no file and reads like a sentence was meant as the question, where there is no other.
 */
export function splitFiles(
  files: readonly string[],
  words: readonly string[],
  exists: (file: string) => boolean,
): { readonly files: readonly string[]; readonly words: readonly string[] } {
  const last = files.at(-1);
  const isQuestion =
    last !== undefined && files.length > 1 && words.length === 0 && /\s/.test(last) && !exists(last);
  return isQuestion ? { files: files.slice(0, -1), words: [last] } : { files, words };
}
