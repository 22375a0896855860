/**
 * A value as one line of JSON that is safe on a terminal too: JSON itself escapes only the older half of the control
 * characters.
 */
export function jsonLine(value: unknown): string {
  return `${escapeControls(JSON.stringify(value))}\n`;
}

/** A value as indented JSON, for people and files. */
export function jsonText(value: unknown): string {
  return `${escapeControls(JSON.stringify(value, null, 2))}\n`;
}

/** JSON that is there already, made safe in the same way; it stays the same value. */
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
