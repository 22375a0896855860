/** A file that a prompt names with `@`. */
export interface Mention {
  /** Offsets of the whole mention, its `@` included. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly quoted: boolean;
}

/** A mention begins a word; `@"…"` holds spaces, and `\@` is none. */
const MENTION = /(?<=^|[\s(])@(?:"([^"\n]+)"|([^\s"@]+))/gu;

/** Files that a prompt names, in order. A full stop or comma behind one ends the sentence, not the name. */
export function findMentions(text: string): readonly Mention[] {
  return [...text.matchAll(MENTION)].flatMap((match) => {
    const [whole, quoted, bare = ''] = match;
    const name = quoted ?? bare.replace(/[.,;:!?)]+$/, '');
    if (name === '') return [];
    const length = quoted === undefined ? name.length + 1 : whole.length;
    return [{ start: match.index, end: match.index + length, path: name, quoted: quoted !== undefined }];
  });
}

/** A path as a mention. */
export function mentionOf(path: string): string {
  return /[\s"@]|[.,;:!?)]$/.test(path) ? `@"${path}"` : `@${path}`;
}

/** The mention that is being typed at the cursor: what may be completed, and what it names so far. */
export function mentionAt(
  text: string,
  cursor: number,
): { readonly start: number; readonly end: number; readonly query: string } | null {
  const before = /(?<=^|[\s(])@(?:"([^"\n]*)|([^\s"@]*))$/u.exec(text.slice(0, cursor));
  if (before === null) return null;
  const quoted = before[1] !== undefined;
  const rest = (quoted ? /^[^"\n]*"?/ : /^[^\s"]*/).exec(text.slice(cursor))?.[0] ?? '';
  return { start: before.index, end: cursor + rest.length, query: before[1] ?? before[2] ?? '' };
}
