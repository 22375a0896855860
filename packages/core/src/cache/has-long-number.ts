const DIGITS = 16;

/** Whether so many digits stand in a row that a JavaScript number may not hold them: 16. */
export function hasLongNumber(text: string): boolean {
  // Of sixteen in a row one stands at every sixteenth place: most of a text need not be looked at.
  for (let place = DIGITS - 1; place < text.length; place += DIGITS) {
    if (!isDigit(text, place)) continue;
    let from = place;
    while (isDigit(text, from - 1)) from -= 1;
    let to = place + 1;
    while (isDigit(text, to)) to += 1;
    if (to - from >= DIGITS) return true;
  }
  return false;
}

function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0x30 && code <= 0x39;
}
