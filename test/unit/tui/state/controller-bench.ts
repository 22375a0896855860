import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach } from 'vitest';
import type { MethodName } from '@jackdaw/core/protocol';
import { noHighlight } from '../../../../packages/tui/src/markdown/index.ts';
import type {
  ChatLink,
  ChatSession,
  RenderChatOptions,
} from '../../../../packages/tui/src/render-chat-options.ts';
import {
  createChatController,
  createSavedPrompts,
  type ChatController,
} from '../../../../packages/tui/src/state/index.ts';
import { createTheme } from '../../../../packages/tui/src/theme/index.ts';
import {
  createFakeDaemon,
  type FakeClient,
  type FakeDaemon,
  type Script,
} from '../../../support/fake-client.ts';
import { poll } from '../../../support/poll.ts';

/** A chat's controller on a scripted daemon, one for each test of the file that calls this at its top. */
export function createControllerBench() {
  let folder: string;
  let controller: ChatController;
  let clients: FakeClient[];
  let daemon: FakeDaemon;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-state-'));
  });
  afterEach(() => {
    controller.close();
    // A prompt may still be on its way to the disk.
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  });

  async function start(
    script: Script,
    change: Partial<RenderChatOptions> = {},
    answers: Partial<Record<MethodName, unknown>> = {},
    onExit: (exitCode: number) => void = () => {},
  ): Promise<void> {
    daemon = createFakeDaemon(script, answers);
    clients = [];
    const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
    const chat: RenderChatOptions = {
      version: '1',
      connect: () => link(),
      plain: false,
      colourLevel: 0,
      paths: { configFile: '', credentialsFile: '', data: '', run: '', logs: '', state: folder },
      env: {},
      stdin: process.stdin,
      stdout: stdout as never,
      stderr: process.stderr,
      saveKey: async () => {},
      chooseDemo: () => link({ demo: true }),
      chooseBaseUrl: () => link(),
      ...change,
    };
    controller = createChatController({
      chat,
      theme: createTheme(0, false),
      highlight: noHighlight,
      prompts: createSavedPrompts(folder),
      now: () => 0,
      onExit,
    });
    controller.start();
  }

  /** A new connection to the scripted daemon. */
  async function link(session: Partial<ChatSession> = {}): Promise<ChatLink> {
    const client = daemon.connect();
    clients.push(client);
    return { client, session: { demo: false, credentials: true, note: null, ...session } };
  }

  const shown = () =>
    controller.view
      .get()
      .items.flatMap((item) => item.lines)
      .join('\n');
  const whenShown = (text: string) => poll(text, () => shown().includes(text), { describe: shown });
  const whenIdle = () =>
    poll('rest', () => controller.view.get().turn === null && controller.view.get().queued.length === 0, {
      describe: shown,
    });

  return {
    start,
    link,
    shown,
    whenShown,
    whenIdle,
    get controller() {
      return controller;
    },
    /** One for each connection, in order. */
    get clients(): readonly FakeClient[] {
      return clients;
    },
    get daemon() {
      return daemon;
    },
    /** Where prompts are kept. */
    get folder() {
      return folder;
    },
  };
}
