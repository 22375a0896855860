/** Cut texts that are kept. */
const MOST = 20;

/** A cut text in front of the others; cuts in a row make one text. */
export function addKill(
  kills: readonly string[],
  text: string,
  joined: 'before' | 'after' | null,
): readonly string[] {
  const [newest = '', ...older] = kills;
  if (joined === 'before') return [text + newest, ...older];
  if (joined === 'after') return [newest + text, ...older];
  return [text, ...kills].slice(0, MOST);
}
