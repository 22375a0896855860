import { neutralise } from '../text/index.ts';

/** Writes lines of text, and an answer piece by piece; nothing that it writes can steer a terminal. */
export interface PlainWriter {
  /** As it is, behind what stands there. */
  piece(text: string): void;
  /** On lines of its own. */
  line(text: string): void;
  /** Something that jackdaw says: in parentheses, where it is one line. */
  note(text: string): void;
  /** Asks for the next line of the person. */
  ask(): void;
  /** The person ended a line. */
  entered(): void;
}

export function createPlainWriter(stdout: Pick<NodeJS.WriteStream, 'write'>): PlainWriter {
  let atStart = true;
  const put = (text: string) => void stdout.write(neutralise(text));

  function piece(text: string): void {
    if (text === '') return;
    put(text);
    atStart = text.endsWith('\n');
  }
  const line = (text: string) => piece(`${atStart ? '' : '\n'}${text.trimEnd()}\n`);

  return {
    piece,
    line,
    note: (text) => line(text.includes('\n') ? text : `(${text})`),
    ask: () => piece(`${atStart ? '' : '\n'}> `),
    entered() {
      atStart = true;
    },
  };
}
