const SUPERSCRIPTS = pairs(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ′*∗⊤T',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ′**ᵀᵀ',
);
const SUBSCRIPTS = pairs('0123456789+-−=()aehijklmnoprstuvxβγρφχ', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ');

/** `x` raised by `2` is `x²`; what Unicode has no small form of is written `x^(a/b)`. */
export function raised(script: string): string {
  return small(script, SUPERSCRIPTS) ?? `^${grouped(script)}`;
}

/** `x` lowered by `i` is `xᵢ`; what Unicode has no small form of is written `x_(a/b)`. */
export function lowered(script: string): string {
  return small(script, SUBSCRIPTS) ?? `_${grouped(script)}`;
}

/** In brackets, unless it is one number, one name, or bracketed already. */
export function grouped(text: string): string {
  return /^(?:[\d.]+|[\p{L}\p{M}]+\p{N}*|\S|\([^()]*\))$/u.test(text) ? text : `(${text})`;
}

function small(script: string, forms: ReadonlyMap<string, string>): string | null {
  const letters = Array.from(script.replaceAll(' ', ''), (letter) => forms.get(letter));
  return letters.length > 0 && letters.every((letter) => letter !== undefined) ? letters.join('') : null;
}

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const forms = Array.from(to);
  return new Map(Array.from(from, (letter, index) => [letter, forms[index] ?? letter]));
}
