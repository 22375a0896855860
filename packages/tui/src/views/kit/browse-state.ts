import { moveInList } from './move-in-list.ts';
import type { ViewKey } from './view-key.ts';

/** A list with a pane of details beside it, and a filter. */
export interface BrowseState {
  readonly chosen: number;
  readonly filter: string;
  /** The filter is being typed. */
  readonly typing: boolean;
  /** Which pane the moving keys move. */
  readonly pane: 'list' | 'detail';
  /** First row of the details that is shown. */
  readonly top: number;
}

export const BROWSE_START: BrowseState = { chosen: 0, filter: '', typing: false, pane: 'list', top: 0 };

export interface BrowseContext {
  readonly count: number;
  /** Entries and rows of details that are seen at once. */
  readonly listRows: number;
  readonly detailRows: number;
  /** Rows that the details have in all. */
  readonly detailLength: number;
}

export interface Browsed {
  readonly state: BrowseState;
  /** What the view itself has to do. */
  readonly effect:
    | { readonly type: 'none' | 'enter' | 'leave' | 'stop' }
    | { readonly type: 'letter'; readonly letter: string };
}

export function browse(state: BrowseState, key: ViewKey, context: BrowseContext): Browsed {
  const to = (changes: Partial<BrowseState>, effect: Browsed['effect'] = { type: 'none' }): Browsed => ({
    state: { ...state, ...changes },
    effect,
  });
  const filtered = (filter: string) => to({ filter, chosen: 0, top: 0 });
  const chosen = Math.max(0, Math.min(state.chosen, context.count - 1));
  switch (key.type) {
    case 'move':
      if (state.pane === 'list' && key.to === 'right') return to({ pane: 'detail', typing: false });
      if (state.pane === 'detail' && key.to === 'left') return to({ pane: 'list' });
      if (state.pane === 'detail') {
        return to({ top: scroll(state.top, key.to, context.detailLength, context.detailRows) });
      }
      return to({ chosen: moveInList(chosen, key.to, context.count, context.listRows), top: 0 });
    case 'next-pane':
      return to({ pane: state.pane === 'list' ? 'detail' : 'list', typing: false });
    case 'filter':
      return to({ typing: true, pane: 'list' });
    case 'letter':
      return state.typing ? filtered(state.filter + key.letter) : to({}, key);
    case 'erase':
      return state.typing ? filtered(Array.from(state.filter).slice(0, -1).join('')) : to({});
    case 'clear':
      return state.typing ? filtered('') : to({});
    case 'enter':
      return state.typing ? to({ typing: false }) : to({}, { type: 'enter' });
    case 'back':
      // One step at a time: out of the text, out of the details, out of the filter, out of the view.
      if (state.typing) return to({ typing: false });
      if (state.pane === 'detail') return to({ pane: 'list' });
      if (state.filter !== '') return filtered('');
      return to({}, { type: 'leave' });
    case 'leave':
    case 'stop':
      return to({}, { type: key.type });
  }
}

/** The first row after a move in text of `length` rows, of which `page` are seen. */
export function scroll(
  top: number,
  move: Parameters<typeof moveInList>[1],
  length: number,
  page: number,
): number {
  return moveInList(top, move, Math.max(1, length - page + 1), page);
}
