/** Asks the terminal to put a text into the clipboard (OSC 52); terminals that do not know it, or must not, ignore it. */
export function clipboardSequence(text: string): string {
  return `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
}
