import stringWidth from 'string-width';
import { searchMatches, type PromptMatch, type PromptModel } from '../editor/index.ts';
import { fitText } from '../output/index.ts';
import { neutralise } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { visibleWindow } from './visible-window.ts';

export interface SearchLines {
  readonly lines: readonly string[];
  /** Where the query is typed on. */
  readonly cursorColumn: number;
}

/** Characters that are left before the first word found, in a prompt that is too long for its row. */
const BEFORE = 16;

/** Earlier prompts in the place of the input: the query, and under it what it finds, the newest first. */
export function searchLines(model: PromptModel, rows: number, columns: number, theme: Theme): SearchLines {
  const { query = '', chosen = 0 } = model.search ?? {};
  const matches = searchMatches(model);
  const head = `${theme.accent('search')} ${query}`;
  const room = Math.max(0, rows - 2);
  const { start, end } = visibleWindow(matches.length, chosen, room);
  const list = matches.slice(start, end).map((match, index) => {
    const text = matchText(match, columns - 5, theme);
    return start + index === chosen ? `${theme.accent('▸')} ${text}` : `  ${text}`;
  });
  const place = matches.length === 0 ? 'no earlier prompt has that' : `${chosen + 1} of ${matches.length}`;
  const hint = theme.dim(
    `  ${fitText(`${place} · ↑ ↓ choose · Enter takes it · Esc goes back`, columns - 3)}`,
  );
  return {
    lines: rows > 1 ? [head, ...list, hint] : [head],
    cursorColumn: Math.min(columns - 1, stringWidth(`search ${query}`)),
  };
}

/** One row of a prompt, its found words in bold and underlined. */
function matchText({ prompt, found }: PromptMatch, columns: number, theme: Theme): string {
  const first = found[0]?.start ?? 0;
  const from = stringWidth(prompt) > columns && first > BEFORE ? first - BEFORE : 0;
  let shown = from > 0 ? '…' : '';
  let used = stringWidth(shown);
  let offset = from;
  const add = (text: string, style: (text: string) => string) => {
    const piece = neutralise(text).replaceAll(/\s+/g, ' ');
    const fitted = stringWidth(piece) <= columns - used ? piece : fitText(piece, columns - used);
    used = fitted === piece ? used + stringWidth(piece) : columns;
    shown += fitted === '' ? '' : style(fitted);
  };
  for (const { start, end } of found.filter((part) => part.start >= from)) {
    add(prompt.slice(offset, start), (text) => text);
    add(prompt.slice(start, end), (text) => theme.bold(theme.underline(text)));
    offset = end;
  }
  add(prompt.slice(offset), (text) => text);
  return shown;
}
