import { createLink } from '../../../packages/tui/src/library/link.ts';
import { createJackdaw } from '../../../packages/tui/src/library/jackdaw.ts';
import { connect } from 'jackdaw';
import type { JackdawClient } from '@jackdaw/core/client';
import { startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { connectToDaemon } from '../../../packages/tui/src/connect/index.ts';
import { poll } from '../../support/poll.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';

let simulator: Simulator;
let home: TestHome;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  simulator = await startSimulator({ adminPort: false });
  home = makeHome({ retry: { maxAttempts: 1 } });
  env = {
    PATH: process.env['PATH'],
    HOME: home.folder,
    ANTHROPIC_API_KEY: 'test-key',
    ANTHROPIC_BASE_URL: simulator.url,
  };
});
beforeEach(() => simulator.reset());
afterAll(async () => {
  using jackdaw = await connect({ home: home.folder, env });
  await jackdaw.call('shutdown', {});
  await simulator.close();
  await poll('the daemon’s end', () => home.daemonFile() === undefined);
  home[Symbol.dispose]();
});

const text = (words: string) => ({ blocks: [{ type: 'text' as const, text: words }] });
const stalling = (words: string) => ({ ...text(words), fault: { kind: 'stall' as const, at: { event: 5 } } });
const open = () => connect({ home: home.folder, env, name: 'a test' });

describe('a client', () => {
  test('starts the daemon where none runs, unless it is not to', async () => {
    using empty = makeHome();
    const nobody = connect({ home: empty.folder, env, start: false });
    await expect(nobody).rejects.toMatchObject({ code: 'daemon_unavailable' });
    using jackdaw = await open();
    expect(await jackdaw.status()).toMatchObject({ running: true, pid: home.daemonFile()?.pid });
  });

  test('asks for text and for data, and is named in the ledger', async () => {
    using jackdaw = await open();
    simulator.script('*', [text('Lima.'), text('{"city":"Lima"}')]);
    expect(await jackdaw.ask('Capital of Peru?')).toMatchObject({ text: 'Lima.', cache: 'miss' });
    const { data } = await jackdaw.ask({ prompt: 'As data?', schema: z.object({ city: z.string() }) });
    expectTypeOf(data).toEqualTypeOf<{ city: string }>();
    expect(data).toEqual({ city: 'Lima' });
    expect(JSON.stringify(await jackdaw.ledger.export({}))).toContain('a test');
  });

  test('has history, cache and the rest as functions', async () => {
    using jackdaw = await open();
    const { conversationId } = await jackdaw.ask('Kept?');
    const { conversations } = await jackdaw.history.list();
    expect(conversations.map(({ id }) => id)).toContain(conversationId);
    expect((await jackdaw.cache.stats()).entries.exact).toBeGreaterThan(0);
    expect(await jackdaw.models()).not.toEqual([]);
    // @ts-expect-error: an id is needed.
    await expect(jackdaw.history.get()).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('says so once it is closed', async () => {
    const jackdaw = await open();
    jackdaw.close();
    await expect(jackdaw.ask('Still there?')).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('tells figures as they change', async () => {
    using jackdaw = await open();
    const turns: number[] = [];
    const stop = jackdaw.onMetrics((stats) => turns.push(stats.turns));
    await poll('the first figures', () => turns.length > 0);
    const before = turns.at(-1) ?? 0;
    await jackdaw.ask('Counted?');
    await poll('the turn in the figures', () => (turns.at(-1) ?? 0) > before);
    expect(turns.at(-1)).toBe(before + 1);
    stop();
  });
});

describe('a stream', () => {
  test('is read from its first event, whenever reading begins, and more than once', async () => {
    using jackdaw = await open();
    simulator.script('*', [text('one two three')]);
    const stream = jackdaw.stream('Three words, please.');
    await stream.result;
    for (let reader = 0; reader < 2; reader += 1) {
      const types: string[] = [];
      for await (const event of stream) types.push(event.type);
      expect([types.at(0), types.at(-1)]).toEqual(['turn-start', 'turn-end']);
    }
    expect(stream.text).toBe('one two three');
  });

  test('fails with what the turn fails with, in the loop and in the result', async () => {
    using jackdaw = await open();
    simulator.script('*', [{ status: 401 }]);
    const stream = jackdaw.stream('Who am I?');
    const read = async () => {
      for await (const event of stream) void event;
    };
    await expect(read()).rejects.toMatchObject({ code: 'credentials_rejected' });
    await expect(stream.result).rejects.toMatchObject({ code: 'credentials_rejected' });
  });

  test('that nobody reads on, or that is aborted, closes the call to the model', async () => {
    using jackdaw = await open();
    simulator.script('*', [stalling('one two three four'), stalling('five six seven eight')]);
    for await (const event of jackdaw.stream('Left')) if (event.type === 'text-delta') break;
    await poll('the call’s end', () => typeof simulator.journal().at(-1)?.clientClosedAt === 'number');

    const controller = new AbortController();
    const stream = jackdaw.stream('Aborted', { signal: controller.signal });
    await poll('a word', () => stream.text !== '');
    controller.abort(new Error('enough'));
    await expect(stream.result).rejects.toThrow('enough');
    await poll('the other call’s end', () => typeof simulator.journal().at(-1)?.clientClosedAt === 'number');
  });

  test('goes on where it was when the connection is lost', async () => {
    const clients: JackdawClient[] = [];
    const link = createLink(async () => {
      const paths = home.paths;
      const { client } = await connectToDaemon({
        env: { ...env, JACKDAW_HOME: home.folder },
        paths,
        version: '0',
        homedir: home.folder,
        autoStart: null,
      });
      clients.push(client);
      return client;
    });
    using jackdaw = createJackdaw(link);
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    simulator.script('*', [{ ...text(words), timing: { betweenTokensMs: 5 } }]);
    const stream = jackdaw.stream('Many words');
    let cuts = 0;
    for await (const event of stream) {
      if (event.type === 'text-delta' && cuts < 3 && stream.text.length > cuts * 60) {
        cuts += 1;
        clients.at(-1)?.close();
      }
    }
    expect(stream.text).toBe(words);
    expect(clients.length).toBeGreaterThan(1);
  });

  test('says that it was interrupted when the daemon was started anew, and keeps what had come', async () => {
    using other = makeHome();
    using jackdaw = await connect({ home: other.folder, env });
    const { pid } = await jackdaw.status();
    simulator.script('*', [stalling('one two three four')]);
    const stream = jackdaw.stream('Cut');
    await poll('a word', () => stream.text !== '');
    process.kill(pid, 'SIGKILL');
    await expect(stream.result).rejects.toMatchObject({ code: 'interrupted' });
    expect(stream.text).toMatch(/^one/);
    await jackdaw.call('shutdown', {});
    await poll('the end of the second daemon', () => other.daemonFile() === undefined);
  });
});
