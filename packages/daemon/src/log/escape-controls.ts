/**
 * A line of JSON that may be looked at with `cat`: JSON escapes only the older half of the control characters, and none
 * of those that reorder what is read or are not seen.
 */
export function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu,
    (character) => character.split('').map(escapeUnit).join(''),
  );
}

/** One UTF-16 unit, as JSON escapes it. */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
