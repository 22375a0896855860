import { ok, warn, type Check } from './check.ts';
import type { TerminalReplies } from './read-terminal-replies.ts';

/** What the terminal said of itself; nothing where it was not asked. `newline`: the keys that make a line as it is set. */
export function checkReplies(replies: TerminalReplies | null, newline: readonly string[]): readonly Check[] {
  if (replies === null) return [];
  return [checkKeyboard(replies, newline), checkWidths(replies)];
}

/** Keys that look like Enter where the terminal knows no newer protocol. */
const NEEDS_PROTOCOL = /^(?:Ctrl\+|Shift\+)+Enter$/;

function checkKeyboard({ keyboard }: TerminalReplies, newline: readonly string[]): Check {
  const shifted = newline.filter((key) => NEEDS_PROTOCOL.test(key));
  if (keyboard === 'kitty') {
    const makes = shifted.length === 0 ? '' : `: ${listed(shifted)} makes a new line`;
    return ok('keyboard', `the kitty protocol${makes}`);
  }
  const others = newline.filter((key) => !NEEDS_PROTOCOL.test(key));
  const instead =
    others.length === 0 ? 'a backslash before Enter makes a new line' : `${listed(others)} makes a new line`;
  const found = keyboard === 'plain' ? 'the plain protocol' : 'modifyOtherKeys, not the kitty protocol';
  return ok('keyboard', `${found}: Shift+Enter may send; ${instead}`);
}

function checkWidths({ otherWidths, measured }: TerminalReplies): Check {
  if (!measured) return ok('widths', 'the terminal does not tell where its cursor is');
  if (otherWidths.length === 0) return ok('widths', 'wide characters and emoji as jackdaw counts them');
  const list = otherWidths.map(({ name, drawn, counted }) => `${name} ${drawn} columns for ${counted}`);
  return warn(
    'widths',
    `drawn otherwise than jackdaw counts: ${list.join(', ')}`,
    'Behind these, tables and the cursor may be off; a newer terminal (or tmux) may mend it.',
  );
}

function listed(keys: readonly string[]): string {
  return keys.join(' or ');
}
