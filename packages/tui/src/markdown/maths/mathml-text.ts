import { parseMathml, type MathNode } from './parse-mathml.ts';
import { grouped, lowered, raised } from './scripts.ts';

/** With a space on either side, where something stands there. */
const RELATIONS = /^[=≠<>≤≥≪≫≈≡∼≃≅∝∈∉∋⊂⊃⊆⊇⊄∪∩∧∨→←↔⇒⇐⇔⟹⟸⟺⟶⟵↦∣∥⊢⊨:+−±∓×⋅·÷∘⊕⊗*∗∖]$|^(?:mod|:=)$/;
const OPENS = /[([{⌊⌈⟨|‖,]$/;
/** Marks above a letter, as KaTeX writes them, and the combining character that is the same. */
const ACCENTS: Readonly<Record<string, string>> = {
  '^': '\u0302',
  ˆ: '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  '‾': '\u0304',
  ˉ: '\u0304',
  '¯': '\u0304',
  '˙': '\u0307',
  '¨': '\u0308',
  '⃗': '\u20d7',
  '→': '\u20d7',
  ˇ: '\u030c',
  '˘': '\u0306',
  '´': '\u0301',
  ˋ: '\u0300',
};
const ROOTS: Readonly<Record<string, string>> = { '3': '∛', '4': '∜' };
const STYLED: Readonly<Record<string, string>> = { R: 'ℝ', N: 'ℕ', Z: 'ℤ', Q: 'ℚ', C: 'ℂ', P: 'ℙ', H: 'ℍ' };

/** Braces below and above a part, which stand beside their words on a line. */
const BRACES = /^[⏟⏞]$/;

/** MathML as text. Aligned rows are lines where it is `display`ed; those of a matrix are parted by semicolons. */
export function mathmlText(mathml: string, display: boolean): string {
  const text = textOf(parseMathml(mathml), display);
  return text
    .split('\n')
    .map((line) => line.replaceAll(/ {3,}/g, '  ').trimEnd())
    .join('\n')
    .trim();
}

function textOf(node: MathNode, display: boolean): string {
  const part = (index: number) => {
    const child = node.children[index];
    return child === undefined ? '' : textOf(child, display).trim();
  };
  switch (node.name) {
    case '':
      // Marks that say «apply», «times» and the like, and are not seen.
      return node.text
        .replaceAll(/[\u2061-\u2064\u200b]/g, '')
        .replaceAll(/[\u00a0\u2002-\u200a\u205f]/g, ' ');
    case 'annotation':
      return '';
    case 'mi':
      return node.attributes.includes('double-struck')
        ? Array.from(joined(node, display), (letter) => STYLED[letter] ?? letter).join('')
        : joined(node, display);
    case 'mspace':
      return ' ';
    case 'mfrac':
      return node.attributes.includes('linethickness="0px"')
        ? `${part(0)} over ${part(1)}`
        : `${grouped(part(0))}/${grouped(part(1))}`;
    case 'msqrt':
      return `√${grouped(joined(node, display).trim())}`;
    case 'mroot':
      return `${ROOTS[part(1)] ?? `${raised(part(1))}√`}${grouped(part(0))}`;
    case 'msup':
      return base(part(0)) + raised(part(1));
    case 'msub':
      return base(part(0)) + lowered(part(1));
    case 'msubsup':
    case 'munderover':
      return base(part(0)) + lowered(part(1)) + raised(part(2));
    case 'munder':
      return hasBrace(node) ? part(0) : base(part(0)) + lowered(part(1));
    case 'mover':
      return hasBrace(node) ? part(0) : accented(part(0), part(1));
    case 'mtable':
      return tableText(node, display);
    case 'mphantom':
      return '';
    default:
      return joined(node, display);
  }
}

function hasBrace({ children }: MathNode): boolean {
  return BRACES.test(children[1]?.children[0]?.text ?? '');
}

/** What scripts hang on: more than one thing is bracketed. */
function base(text: string): string {
  return /\s/.test(text) ? grouped(text) : text;
}

function accented(text: string, mark: string): string {
  const accent = ACCENTS[mark];
  if (accent === undefined) return base(text) + raised(mark);
  return Array.from(text, (letter) => (letter === ' ' ? letter : letter + accent)).join('');
}

/** Children one after the other, with air around relations and after names. */
function joined({ children }: MathNode, display: boolean): string {
  let text = '';
  let last = '';
  for (const child of children) {
    const next = textOf(child, display);
    if (next === '') continue;
    const operator = child.name === 'mo' ? next.trim() : '';
    const isSign =
      /^[+−±∓]$/.test(operator) &&
      (text.trim() === '' || OPENS.test(text.trimEnd()) || /[=<>≤≥→] $/.test(text));
    if (isSign) text += next;
    else if (RELATIONS.test(operator)) text = `${text.trimEnd()} ${operator} `;
    else if (operator === ',' || operator === ';') text += `${operator} `;
    else text += child.name !== 'mtext' && needsSpace(text, last, next) ? ` ${next}` : next;
    last = next;
  }
  return text;
}

/** `sin x`, `2 sin x`, `1/2 x`: without the space two things would read as one. `last` is the end of `text`. */
function needsSpace(text: string, last: string, next: string): boolean {
  if (text === '' || /[\s([{⌊⌈⟨|]$/.test(text) || /^[\s)\]}⌋⌉⟩|,;.!′]/.test(next)) return false;
  const isWord = /\p{L}{2,}$/u.test(last) || /.\//.test(last);
  const isBefore = /[\p{L}\p{N})]$/u.test(text);
  return (
    (isWord && !next.startsWith('(')) ||
    /^[∑∏∫∮⋃⋂]/.test(last) ||
    (isBefore && (/^\p{L}{2,}$/u.test(next) || /.\//.test(next)))
  );
}

function tableText({ children, attributes }: MathNode, display: boolean): string {
  const isAligned = attributes.includes('columnspacing="0em"');
  const rows = children
    .filter(({ name }) => name === 'mtr' || name === 'mlabeledtr')
    .map((row) =>
      row.children
        .map((cell) => joined(cell, display).trim())
        .filter((cell) => cell !== '')
        .join(isAligned ? ' ' : '  '),
    );
  return rows.join(display && isAligned ? '\n' : '; ');
}
