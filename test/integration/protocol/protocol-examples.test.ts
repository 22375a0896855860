import { readFileSync } from 'node:fs';
import { createSystemClock } from '@jackdaw/core';
import { ERROR_CODES, METHODS } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';
import { connectUnix, type Frame, type RawConnection } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { startInProcess } from '../../support/start-daemon.ts';
import { makeHome } from '../../support/test-home.ts';
import { differences, exampleFrames, fillIn } from './example-blocks.ts';

const markdown = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');
const examples = exampleFrames(markdown);

/** Of the range of an hour, which the examples ask for. */
const SERIES_STEP_MS = 10_000;

const eventsOf = ({ frames }: RawConnection) => frames.filter(({ method }) => method === 'turn.event');

/** The frame that an example of the daemon's is about: the answer to its id, or the next event not yet seen. */
async function counterpart(connection: RawConnection, example: Frame, seen: Set<Frame>): Promise<Frame> {
  return poll('a frame', () => {
    const candidates =
      example.method === undefined
        ? connection.frames.filter(({ id }) => id === example.id)
        : eventsOf(connection).filter((frame) => frame.params?.seq === example.params?.seq);
    const next = candidates.find((frame) => !seen.has(frame));
    if (next !== undefined) seen.add(next);
    return next;
  });
}

describe('PROTOCOL.md', () => {
  it('shows what the daemon does, example by example', async () => {
    using home = makeHome();
    // The clock on the wall starts with a step of the series and goes on by looks: what an example shows of one step
    // never falls into two.
    let now = Math.floor(Date.now() / SERIES_STEP_MS) * SERIES_STEP_MS;
    const clock = { ...createSystemClock(), now: () => now++ };
    await using daemon = await startInProcess(home, { clock });
    using connection = await connectUnix(daemon.file.socket);
    const names = new Map<string, unknown>();
    const seen = new Set<Frame>();
    const wrong: string[] = [];
    for (const { from, frame, line } of examples) {
      if (from === 'client') connection.send(fillIn(frame, names));
      else {
        const actual = await counterpart(connection, frame as Frame, seen);
        for (const difference of differences(frame, actual, names)) wrong.push(`line ${line}: ${difference}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has an example of every method', () => {
    const shown = new Set(
      examples.filter(({ from }) => from === 'client').map(({ frame }) => (frame as Frame).method),
    );
    expect(Object.keys(METHODS).filter((method) => !shown.has(method))).toEqual([]);
  });

  it('explains every error code', () => {
    const explained = new Set([...markdown.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code));
    expect(Object.keys(ERROR_CODES).filter((code) => !explained.has(code))).toEqual([]);
  });
});
