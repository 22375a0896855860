import { EventLog } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const never = new AbortController().signal;

async function collect(log: EventLog<string>, from = 0, signal = never): Promise<string[]> {
  const events: string[] = [];
  for await (const { event } of log.read(from, signal)) events.push(event);
  return events;
}

function createLog(): EventLog<string> {
  let time = 0;
  return new EventLog(() => time++);
}

describe('EventLog', () => {
  it('gives every reader every event, whenever it comes', async () => {
    const log = createLog();
    const early = collect(log);
    log.append('a');
    const middle = collect(log);
    log.append('b');
    log.close();
    const late = collect(log);
    expect(await Promise.all([early, middle, late])).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('goes on from the number that a reader asks for', async () => {
    const log = createLog();
    for (const event of ['a', 'b', 'c']) log.append(event);
    log.close();
    expect(await collect(log, 2)).toEqual(['c']);
    expect(await collect(log, 99)).toEqual([]);
  });

  it('numbers events without gaps and stamps them', async () => {
    const log = createLog();
    log.append('a');
    log.append('b');
    expect(log.entries).toEqual([
      { seq: 0, at: 0, event: 'a' },
      { seq: 1, at: 1, event: 'b' },
    ]);
  });

  it('rejects a waiting reader with the reason of its abort, and no other', async () => {
    const log = createLog();
    const controller = new AbortController();
    const leaving = collect(log, 0, controller.signal);
    const staying = collect(log);
    controller.abort(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    log.append('a');
    log.close();
    expect(await staying).toEqual(['a']);
  });

  it('takes nothing after its end', () => {
    const log = createLog();
    log.close();
    expect(() => log.append('a')).toThrow('closed');
  });
});
