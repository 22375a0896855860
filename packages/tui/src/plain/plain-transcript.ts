import type { ChatView } from '../state/chat-view.ts';
import type { Store } from '../state/store.ts';
import type { Transcript } from '../state/transcript.ts';
import type { PlainWriter } from './plain-writer.ts';

/** The transcript as lines of text: answers as they were written, everything else in parentheses. */
export function createPlainTranscript(
  view: Store<ChatView>,
  out: PlainWriter,
  /** The line that was typed last: it stands there already. */
  typed: () => string,
): Transcript {
  const commit = (also: Partial<ChatView> = {}) => view.set(also);
  return {
    prompt(text) {
      if (text !== typed()) out.line(`> ${text}`);
    },
    answer(markdown, also) {
      out.line(markdown);
      commit(also);
    },
    parts(parts, also) {
      for (const { text } of parts) out.piece(text);
      commit(also);
    },
    aside(text, also) {
      out.note(text);
      commit(also);
    },
    thoughts: (text) => out.line(`(thought before the answer above:)\n${text}`),
    badge(text, { note = '', hints = [] } = {}, also) {
      for (const row of [...note.split('\n'), text, ...hints]) if (row !== '') out.note(row);
      commit(also);
    },
    goingOn() {},
    notice: (text) => out.note(text),
    lines: (lines) => out.line(lines.join('\n')),
    together: (write) => write(),
  };
}
