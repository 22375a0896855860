/** What was just done, where the next action may go on with it: typing a word is one step of undo, cuts in a row one text. */
export type EditRun =
  | { readonly kind: 'type' | 'delete'; readonly edge: string }
  | { readonly kind: 'kill' }
  | {
      readonly kind: 'yank';
      readonly start: number;
      readonly end: number;
      /** Which of the cut texts it was. */
      readonly index: number;
    };

/** Whether a change goes on with the one before it. Each word is a step of its own. */
export function goesOn(before: EditRun | null, now: EditRun | null): boolean {
  if (before === null || now === null) return false;
  if (before.kind === 'type' && now.kind === 'type') {
    return !now.edge.includes('\n') && !(isSpace(before.edge.at(-1)) && !isSpace(now.edge.at(0)));
  }
  if (before.kind === 'delete' && now.kind === 'delete') return isSpace(now.edge) === isSpace(before.edge);
  return false;
}

function isSpace(text: string | undefined): boolean {
  return text !== undefined && /^\s/.test(text);
}
