import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LocalStore } from '@jackdaw/core';
import type { JackdawClient } from '@jackdaw/core/client';
import { daemonParts } from '@jackdaw/daemon';
import { expect, onTestFinished, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { tinyModel, writeModel, type TinyModelOptions } from '../../support/tiny-model/tiny-model.ts';
import { eventsOf, ofType } from '../turns/events-of.ts';
import { openStand, type Stand } from '../turns/open-stand.ts';

const RESET = 'How do I reset my password?';
const ALSO = 'What is the process to reset my password?';

function modelFolder(options: TinyModelOptions = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeModel(folder, tinyModel(options));
  return folder;
}

/** A daemon with its store at hand, to see what no client is shown. */
async function startOpen(stand: Stand) {
  let store: LocalStore | undefined;
  const daemon = await stand.start({
    parts: { openStore: async (options) => (store = await daemonParts.openStore(options)) },
  });
  async function embedders(): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const { value } of store?.scan({ from: 'semantic/', to: 'semantic/~' }) ?? []) {
      found.push((value as { embedderId?: unknown }).embedderId);
    }
    return found;
  }
  return { daemon, embedders };
}

const ask = (client: JackdawClient, prompt: string) => client.call('ask', { request: { prompt } });
const known = async (client: JackdawClient) => (await client.call('cache.stats', {})).entries.semantic;

test('when a model is there, it goes first, and what words alone knew is embedded anew; without it, back again', async () => {
  await using stand = await openStand();
  const before = await stand.start();
  const client = await stand.connect(before);
  await ask(client, RESET);
  await ask(client, 'How tall is Mont Blanc?');
  await poll('both are kept', async () => (await known(client)) === 2);
  expect((await client.call('status', {})).embedder).toMatchObject({ id: 'lexical-1' });
  await before.stop('a model comes');

  stand.home.writeConfig({ embedder: { folder: modelFolder(), download: false } });
  const opened = await startOpen(stand);
  const after = await stand.connect(opened.daemon);
  // The first question wakes the model, and is answered by words alone until it is there.
  expect(await ask(after, ALSO)).toMatchObject({ cache: 'semantic' });
  await poll('all have vectors of the model', async () =>
    (await opened.embedders()).every((id) => String(id).startsWith('minilm-')),
  );
  expect((await after.call('status', {})).embedder).toMatchObject({
    state: 'ready',
    id: expect.stringContaining('minilm-'),
  });
  expect(await known(after)).toBe(2);
  await opened.daemon.stop('the model goes');

  stand.home.writeConfig({ embedder: { enabled: false } });
  const last = await startOpen(stand);
  await using _ = last.daemon;
  await poll('all have vectors of words', async () =>
    (await last.embedders()).every((id) => id === 'lexical-1'),
  );
  expect(await ask(await stand.connect(last.daemon), ALSO)).toMatchObject({ cache: 'semantic' });
});

test('a model that cannot tell alike from unlike is left out, and words alone go on', async () => {
  await using stand = await openStand();
  stand.home.writeConfig({ embedder: { folder: modelFolder({ blind: true }), download: false } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await ask(client, RESET);
  await poll('it is kept', async () => (await known(client)) === 1);
  expect(await ask(client, ALSO)).toMatchObject({ cache: 'semantic' });
  await poll('the model is off', async () => (await client.call('status', {})).embedder.state === 'off');
  expect((await client.call('status', {})).embedder).toMatchObject({
    id: 'lexical-1',
    detail: expect.stringContaining('cannot tell alike from unlike'),
  });
});

test('a model that breaks while the daemon runs costs hits, with the reason, and never a turn', async () => {
  await using stand = await openStand();
  const folder = modelFolder();
  // It leaves the memory after each text, and comes back from the disk for the next.
  stand.home.writeConfig({ embedder: { folder, download: false, idle: '1ms' } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  await ask(client, 'How tall is Mont Blanc?');
  await poll('the model is there', async () =>
    String((await client.call('status', {})).embedder.id).startsWith('minilm-'),
  );
  await ask(client, RESET);
  await poll('both are kept', async () => (await known(client)) === 2);

  writeFileSync(path.join(folder, 'onnx', 'model_quantized.onnx'), 'no model any more');
  const reasons: string[] = [];
  await poll('the model is missed', async () => {
    const events = await eventsOf(await client.startTurn({ prompt: `${ALSO} Attempt ${reasons.length}.` }));
    expect(events.at(-1)?.type).toBe('turn-end');
    const miss = ofType(events, 'cache-miss').find(({ tier }) => tier === 'semantic');
    reasons.push(miss?.reason ?? 'hit');
    return reasons.at(-1)?.includes('could not be searched');
  });
  // Words alone keep what is asked now, and find it.
  const before = await known(client);
  await ask(client, 'What is the capital of Australia?');
  await poll('it is kept', async () => (await known(client)) > before);
  expect(await ask(client, 'Tell me the capital of Australia.')).toMatchObject({ cache: 'semantic' });
});
