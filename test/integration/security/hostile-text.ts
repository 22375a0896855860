import { expect } from 'vitest';
import type { Step } from '../../../packages/daemon/src/simulator/scenario.ts';
import { end, event, textBlock } from '../provider/raw-server.ts';

/**
 * What an answer may try on a terminal: clipboard (OSC 52), title, hyperlink, cursor, hidden text, erasing, device
 * control, reset, keyboard modes, the same as single C1 bytes, overwriting with carriage return and backspace,
 * reordering, and letters that nobody sees. The figures are none that jackdaw itself would send.
 */
export const HOSTILE = [
  'begin',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001b]0;owned\u001b\\',
  '\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007',
  '\u001b[66;66H\u001b[8m\u001b[3J\u001b[?1047h\u001b[>66u',
  '\u001bP+q544e\u001b\\',
  '\u001b_x\u001b\\',
  '\u001bc',
  '\u009b66;66H\u009d52;c;ZXZpbA==\u009c\u0090q\u009c',
  'harmless\rrm -rf',
  '\b\b\b\u007f\u0007\u0000',
  '\u202egnp.exe\u2066\u200f',
  '\u{e0041}\u{e0042}',
  'end',
].join('');

/** A name of a model that looks like another one, and worse. */
export const HOSTILE_NAME = `claude\u200b-haiku\u2060${HOSTILE}`;

/** An answer of a server that gives itself a hostile name, as a step of the simulator. */
export function namedAnswer(text: string, stopReason = 'end_turn', model = HOSTILE_NAME): Step {
  const message = { id: 'msg', model, usage: { input_tokens: 10, output_tokens: 1 } };
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: event({ type: 'message_start', message }) + textBlock(text) + end(stopReason),
  };
}

// What a terminal would act on. A tab and a line feed are text; a carriage return may only stand before a line feed.
const UNTAMED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]|\r(?!\n)/u;

/** What a terminal could act on, with its surroundings; null where there is nothing. */
export function untamed(output: string): string | null {
  const found = UNTAMED.exec(output);
  return found === null
    ? null
    : JSON.stringify(output.slice(Math.max(0, found.index - 40), found.index + 40));
}

/** The same for a screen in colours: styles that jackdaw uses are let be, hidden text is not. */
export function untamedInColour(output: string): string | null {
  return untamed(
    output.replaceAll(/\u001b\[(?:0|1|2|3|4|9|22|23|24|29|3[0-79]|9[0-7]|38;[25];[\d;]+)?m/g, ''),
  );
}

/** Of what a full-screen program wrote, with its own cursor moves: nothing of ours must be in it. */
export function expectNothingHostile(raw: string): void {
  const signs = [
    '\u001b]52',
    ']0;owned\u001b',
    'evil.example\u0007',
    '\u001b[66',
    '\u001b[8m',
    '\u001b[3J',
    '\u001b[?1047h',
    '\u001b[>66u',
    '\u001bP',
    '\u001b_',
    '\u001bc',
    '\b',
    '\u007f',
    '\u0000',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u{e0041}',
  ];
  expect(signs.filter((sign) => raw.includes(sign))).toEqual([]);
  expect(raw).not.toMatch(/[\u0080-\u009f]/);
}
