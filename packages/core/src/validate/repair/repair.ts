/** What was done to a text to read it as JSON. */
export type Repair =
  | 'byte-order-mark'
  | 'prose'
  | 'code-fence'
  | 'double-encoded'
  | 'escaped-quotes'
  | 'comment'
  | 'trailing-comma'
  | 'missing-comma'
  | 'single-quotes'
  | 'smart-quotes'
  | 'unquoted-key'
  | 'control-character'
  | 'inner-quote'
  | 'escape'
  | 'python-literal'
  | 'number'
  | 'closing-bracket'
  | 'extra-bracket'
  | 'cut-member';

/** What keeps a text from being read, as a noun. Thrown within this folder only, and caught there. */
export class Unreadable extends Error {
  /** Characters from the start of the text. */
  readonly at: number;
  /** Whether the text was over before what is read was. */
  readonly cut: boolean;

  constructor(problem: string, at: number, { cut = false }: { readonly cut?: boolean } = {}) {
    super(problem);
    this.at = at;
    this.cut = cut;
  }
}
