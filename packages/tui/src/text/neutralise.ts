// ECMA-48: a control sequence (CSI), a control string (OSC, DCS, SOS, PM, APC) or a two-character escape, each in its
// 7-bit form and its 8-bit C1 form. A control string without an end loses its introducer alone, so that a stray one
// cannot swallow the rest of an answer.
const CONTROL_SEQUENCE = /(?:\u001b\[|\u009b)[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u007e]/g;
const CONTROL_STRING =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u0080-\u009f\n]{0,100000}(?:\u0007|\u001b\\|\u009c)/g;
const ESCAPE = /\u001b[\u0020-\u002f]+[\u0030-\u007e]|\u001b[^[\]PX^_\u0000-\u001f\u007f-\u009f]/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
// Bidirectional overrides and isolates reorder what is read without changing what is copied (CVE-2021-42574).
const BIDI = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
// Copies of ASCII that nobody sees and models read; they have a use in flags alone (UTS 51, C.1). And interlinear notes.
const UNSEEN = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0000}-\u{e007f}]+|[\ufff9-\ufffb]+/gu;
// What has no width and, within a word, no place: a name with one looks like the name without (UTS 39, 3.1.1).
const NO_WIDTH = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * Text that is safe to write to a terminal: escape sequences, control characters (all but tab and line feed),
 * bidirectional overrides and invisible ASCII are gone, line ends are `\n`, lone surrogates are U+FFFD. Everything from
 * a model, a conversation, a file or another user goes through here before it is shown. Safe on any chunk of a stream:
 * a sequence that is cut in two loses its introducer, the rest of it shows as text. Takes time in proportion to the
 * text, whatever stands in it.
 */
export function neutralise(text: string): string {
  return text
    .replaceAll(CONTROL_STRING, '')
    .replaceAll(CONTROL_SEQUENCE, '')
    .replaceAll(ESCAPE, '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll(CONTROLS, '')
    .replaceAll(BIDI, '')
    .replaceAll(UNSEEN, '$1')
    .toWellFormed();
}

/** The same on one line: titles, prompts in lists, error texts in a status line. */
export function neutraliseLine(text: string): string {
  return neutralise(text).replaceAll(/\s+/g, ' ').trim();
}

/** The same for a name that nobody writes prose in (a model, a tier, a tool): also without what cannot be seen. */
export function neutraliseName(text: string): string {
  return neutraliseLine(text).replaceAll(NO_WIDTH, '');
}
