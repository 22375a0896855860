/**
 * The model learned English. Its vocabulary has the letters of other scripts too, so that such a text is spelled out
 * without a single unknown token, and means nothing to it.
 */
const FOREIGN_LETTER = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}])\p{L}/u;

/** A Greek letter by itself stands for a quantity; two in a row are a word. */
const GREEK_WORD = /\p{Script=Greek}{2}/u;

/** No text of 256 tokens is that long in practice, and tokenizing megabytes to find out would hold up all others. */
const MOST_CHARACTERS = 32_768;

/** Whether a text is worth tokenizing: in a script that the model knows, and not beyond all measure. */
export function isReadableText(text: string): boolean {
  return text.length <= MOST_CHARACTERS && !FOREIGN_LETTER.test(text) && !GREEK_WORD.test(text);
}
