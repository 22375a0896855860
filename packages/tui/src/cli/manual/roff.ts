/** A page being written in the macros of man(7). Texts are plain; backquotes in them mark what is typed. */
export interface RoffPage {
  /** A line as it is. */
  line(text: string): void;
  section(title: string): void;
  subsection(title: string): void;
  text(text: string): void;
  /** A command in bold, the rest of its line as it is. */
  synopsis(command: string, rest: string): void;
  definitions(entries: readonly (readonly [term: string, meaning: string])[]): void;
  toString(): string;
}

export function roff(): RoffPage {
  const lines: string[] = [];
  const page: RoffPage = {
    line: (text) => void lines.push(text),
    section: (title) => page.line(`.SH ${escape(title)}`),
    subsection: (title) => page.line(`.SS ${escape(title)}`),
    text: (text) => lines.push('.PP', paragraph(text)),
    synopsis: (command, rest) => lines.push(`.B ${escape(command)}`, guard(escape(rest)), '.br'),
    definitions(entries) {
      for (const [term, meaning] of entries) lines.push('.TP', `.B ${escape(term)}`, paragraph(meaning));
    },
    toString: () => `${lines.filter((line) => line !== '').join('\n')}\n`,
  };
  return page;
}

/** A backslash begins an escape; a hyphen is a minus that can be copied; characters beyond ASCII go by their number. */
function escape(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replaceAll(/[’‘]/g, String.raw`\(cq`)
    .replaceAll(
      /[^\u0020-\u007e]/gu,
      (character) => `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
}

/** What is typed in bold. */
function paragraph(text: string): string {
  return guard(escape(text).replaceAll(/`([^`]+)`/g, String.raw`\fB$1\fP`));
}

/** A line that begins with a dot or a quote would be read as a request. */
function guard(line: string): string {
  return /^[.']/.test(line) ? String.raw`\&${line}` : line;
}
