/** A command line in words, as a shell would: quotes keep spaces, a backslash the next character. Nothing is expanded. */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < command.length; index++) {
    const character = command.charAt(index);
    const next = command.charAt(index + 1);
    if (quote !== null) {
      if (character === quote) quote = null;
      else if (quote === '"' && character === '\\' && /["\\$`]/.test(next))
        word = `${word ?? ''}${command.charAt(++index)}`;
      else word = `${word ?? ''}${character}`;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === '\\' && next !== '') {
      word = `${word ?? ''}${command.charAt(++index)}`;
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = `${word ?? ''}${character}`;
  }
  return word === null ? words : [...words, word];
}
