import { renderMarkdown, renderPart, type AnswerPart, type Highlight } from '../markdown/index.ts';
import type { Theme } from '../theme/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Store } from './store.ts';
import { badgeLines, noticeLines, promptLines, thoughtLines } from './transcript-lines.ts';

/** Writes to the transcript, which only ever grows. */
export interface Transcript {
  prompt(text: string): void;
  /** Markdown of an answer, whole blocks. `also` changes the view in the same step, so that nothing shows twice. */
  answer(markdown: string, also?: Partial<ChatView>): void;
  /** The same for parts of it, as they are finished. */
  parts(parts: readonly AnswerPart[], also?: Partial<ChatView>): void;
  /** A word beside the answer, dimmed. */
  aside(text: string, also?: Partial<ChatView>): void;
  /** What a model thought. */
  thoughts(text: string): void;
  /** The line under an answer: a note of jackdaw's own above it, what can be done about it below. */
  badge(text: string, around?: BadgeSurroundings, also?: Partial<ChatView>): void;
  /** In the place of a question, where an answer goes on. */
  goingOn(): void;
  notice(text: string): void;
  lines(lines: readonly string[]): void;
  /** All that `write` writes is shown in one step: each step costs the screen a frame. */
  together(write: () => void): void;
}

export interface BadgeSurroundings {
  readonly note?: string;
  readonly hints?: readonly string[];
}

export interface TranscriptOptions {
  readonly view: Store<ChatView>;
  readonly theme: Theme;
  readonly highlight: Highlight;
  /** Columns of the terminal now. */
  readonly columns: () => number;
}

export function createTranscript({ view, theme, highlight, columns }: TranscriptOptions): Transcript {
  let nextId = 0;
  /** What is held back for one step; null where each is its own. */
  let gathered: { lines: string[]; also: Partial<ChatView> } | null = null;

  function commit(lines: readonly string[], also: Partial<ChatView> = {}): void {
    if (gathered !== null) {
      gathered = { lines: [...gathered.lines, ...lines], also: { ...gathered.also, ...also } };
      return;
    }
    if (lines.length === 0) return view.set(also);
    const item = { id: nextId++, lines };
    view.set({ ...also, items: [...view.get().items, item] });
  }

  return {
    prompt: (text) => commit(promptLines(text, columns(), theme)),
    answer(markdown, also) {
      const lines = renderMarkdown(markdown, { width: columns(), theme, highlight });
      commit(lines.length === 0 ? [] : ['', ...lines], also);
    },
    parts(parts, also) {
      const options = { width: columns(), theme, highlight };
      const lines = parts.flatMap((part) => {
        const rows = renderPart(part, options);
        return part.joined || rows.length === 0 ? rows : ['', ...rows];
      });
      commit(lines, also);
    },
    aside: (text, also) => commit(['', ...badgeLines(text, columns(), theme)], also),
    thoughts: (text) =>
      commit([
        '',
        ...badgeLines('∴ thought before the answer above:', columns(), theme),
        ...thoughtLines(text, columns(), theme),
      ]),
    badge(text, { note = '', hints = [] } = {}, also) {
      const noteLines = note === '' ? [] : noticeLines(note, columns(), theme);
      const below = hints.flatMap((hint) => badgeLines(hint, columns(), theme));
      commit([...noteLines, ...badgeLines(text, columns(), theme), ...below], also);
    },
    goingOn: () => commit(['', theme.dim('⋯ going on where it stopped')]),
    notice: (text) => commit(['', ...noticeLines(text, columns(), theme)]),
    lines: (lines) => commit(lines),
    together(write) {
      if (gathered !== null) return write();
      gathered = { lines: [], also: {} };
      try {
        write();
      } finally {
        const { lines, also } = gathered;
        gathered = null;
        commit(lines, also);
      }
    },
  };
}
