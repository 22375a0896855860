import type { KeyMap, ViewKeyId } from '../../keys/index.ts';

const ARROWS: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

/** For the help line: a key with its words; nothing where it has no key. */
export function createHints({ label }: Pick<KeyMap, 'label'>) {
  const hint = (id: ViewKeyId, words: string): readonly string[] =>
    label(id) === '' ? [] : [`${label(id)} ${words}`];
  const arrows = (one: ViewKeyId, other: ViewKeyId, words: string): readonly string[] => {
    const shown = [one, other].map((id) => ARROWS[label(id)] ?? label(id)).filter((key) => key !== '');
    return shown.length === 0
      ? []
      : [`${shown.join(shown.every((key) => key.length === 1) ? '' : ' ')} ${words}`];
  };
  /** The way out, which always has a key. */
  const leave = `${label('view-close') || label('view-leave')} chat`;
  return { hint, arrows, leave };
}
