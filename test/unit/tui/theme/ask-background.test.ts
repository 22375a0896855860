import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askBackground } from '../../../../packages/tui/src/theme/ask-background.ts';
import {
  backgroundInEnvironment,
  backgroundOf,
  readBackgroundReply,
} from '../../../../packages/tui/src/theme/read-background.ts';

const LIGHT = '\u001b]11;rgb:fdfd/f6f6/e3e3\u001b\\';
const ATTRIBUTES = '\u001b[?62;22c';

function terminal() {
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  let written = '';
  const stdout = { write: (text: string) => (written += text) } as unknown as NodeJS.WriteStream;
  const ask = (waitMs: number) => askBackground({ stdin, stdout, waitMs });
  const answer = (text: string) => void (stdin as unknown as PassThrough).write(text);
  /** What the chat would get for keys. */
  const keys = async (from: NodeJS.ReadStream) => {
    from.setEncoding('utf8');
    await new Promise((resolve) => setImmediate(resolve));
    let text = '';
    for (let chunk: unknown = from.read(); typeof chunk === 'string'; chunk = from.read()) text += chunk;
    return text;
  };
  return { ask, answer, keys, written: () => written };
}

describe('a terminal is asked for its background', () => {
  test('its answer is taken, and what was typed meanwhile is for the chat', async () => {
    const { ask, answer, keys, written } = terminal();
    const asked = ask(60_000);
    expect(written()).toBe('\u001b]11;?\u001b\\\u001b[c');
    answer(`hé${LIGHT}l${ATTRIBUTES}lo`);
    expect(await asked.background).toBe('light');
    expect(await keys(asked.stdin)).toBe('héllo');
    answer(ATTRIBUTES);
    expect(await keys(asked.stdin)).toBe(ATTRIBUTES);
  });

  test('one that does not know the question is not waited for', async () => {
    const { ask, answer, keys } = terminal();
    const asked = ask(60_000);
    answer(ATTRIBUTES);
    expect(await asked.background).toBe(null);
    expect(await keys(asked.stdin)).toBe('');
  });

  test('an answer that comes late is told, and never typed into the input', async () => {
    const { ask, answer, keys } = terminal();
    const asked = ask(0);
    const late: string[] = [];
    asked.onLate((background) => late.push(background));
    expect(await asked.background).toBe(null);
    answer('a\u001b]11;rgb:fd/f6');
    expect(await keys(asked.stdin)).toBe('a');
    answer(`/e3\u0007${ATTRIBUTES}b`);
    expect(await keys(asked.stdin)).toBe('b');
    expect(late).toEqual(['light']);
  });
});

test('however an answer is cut into pieces, what is typed around it comes through', () => {
  const whole = `a${LIGHT}b${ATTRIBUTES}c`;
  // A sequence that is cut before one can tell it is read as keys.
  const cuts = [...whole.matchAll(/11;[\s\S]|rgb|\/|[abc]/g)].map(
    ({ index, 0: found }) => index + found.length,
  );
  fc.assert(
    fc.property(fc.subarray(cuts), (places) => {
      let held = '';
      let typed = '';
      let complete = false;
      for (const [index, end] of [...places, whole.length].entries()) {
        const chunk = whole.slice(places[index - 1] ?? 0, end);
        if (complete) typed += chunk;
        else {
          const reply = readBackgroundReply(held + chunk);
          ({ held, complete } = reply);
          typed += reply.typed;
        }
      }
      expect(typed).toBe('abc');
    }),
  );
});

test.each([
  ['rgb:0000/0000/0000', 'dark'],
  ['rgb:1e/1e/2e', 'dark'],
  ['rgb:fff/fff/fff', 'light'],
  ['rgba:eeee/e8e8/d5d5/ffff', 'light'],
  ['#ffffff', null],
])('%s is %s', (colour, background) => expect(backgroundOf(colour)).toBe(background));

test.each([
  ['15;0', 'dark'],
  ['0;15', 'light'],
  ['0;default;7', 'light'],
  ['15;8', 'dark'],
  ['default', null],
  [undefined, null],
])('COLORFGBG %s is %s', (value, background) =>
  expect(backgroundInEnvironment({ COLORFGBG: value })).toBe(background),
);
