import stringWidth from 'string-width';

/** What is drawn to see how wide the terminal makes it. */
export const WIDTH_SAMPLES = [
  { name: 'wide characters', text: '漢字' },
  { name: 'emoji', text: '🎉' },
  { name: 'joined emoji', text: '👩‍👩‍👧' },
  { name: 'combining marks', text: 'e\u0301' },
] as const;

/**
 * What is asked: whether keys come by the protocols that tell Shift+Enter from Enter, how far the cursor goes over each
 * sample, and last what the terminal is, which every terminal answers. Each sample stands on the line's beginning.
 */
export const TERMINAL_QUERY = [
  '\u001b[?u\u001b[?4m',
  ...WIDTH_SAMPLES.map(({ text }) => `\r${text}\u001b[6n\r\u001b[K`),
  '\u001b[c',
].join('');

export interface TerminalReplies {
  readonly keyboard: 'kitty' | 'modifyOtherKeys' | 'plain';
  /** Samples that are drawn wider or narrower than jackdaw counts. Columns. */
  readonly otherWidths: readonly {
    readonly name: string;
    readonly text: string;
    readonly drawn: number;
    readonly counted: number;
  }[];
  /** Whether the cursor's place was told for each sample. */
  readonly measured: boolean;
}

/** Reads what a terminal sent; null until the last answer is there. */
export function readTerminalReplies(input: string): TerminalReplies | null {
  if (!/\u001b\[\?[\d;]*c/.test(input)) return null;
  const columns = [...input.matchAll(/\u001b\[\d+;(\d+)R/g)].map(([, column]) => Number(column) - 1);
  const measured = columns.length === WIDTH_SAMPLES.length;
  const widths = WIDTH_SAMPLES.map(({ name, text }, index) => {
    const counted = stringWidth(text);
    return { name, text, drawn: columns[index] ?? counted, counted };
  });
  return {
    keyboard: /\u001b\[\?\d+u/.test(input)
      ? 'kitty'
      : /\u001b\[>4;[12]m/.test(input)
        ? 'modifyOtherKeys'
        : 'plain',
    otherWidths: measured ? widths.filter(({ drawn, counted }) => drawn !== counted) : [],
    measured,
  };
}
