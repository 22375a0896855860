import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { poll } from '../../support/poll.ts';
import { startTerminal, type TestTerminal } from '../../support/terminal.ts';

export interface FakeChat {
  readonly terminal: TestTerminal;
  /** Lets the scripted daemon go on. */
  openGate(name?: string, words?: string): void;
  readonly folder: string;
  close(): Promise<void>;
}

export interface FakeChatOptions {
  readonly cols?: number;
  readonly rows?: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Of an earlier chat, whose files are still there; else a new one. */
  readonly folder?: string;
  readonly cwd?: string;
  /** Run by the shell before the chat, in the same terminal. */
  readonly before?: string;
  /** The shell's whole script, where it does more than become the chat. */
  readonly script?: (command: string) => string;
  /** False where no prompt sign is to be waited for. */
  readonly waitForPrompt?: boolean;
}

let bundle: Promise<string> | null = null;

/** The chat's sources in one file, built once for all tests of a file; gives its path. */
export function buildFakeChat(): Promise<string> {
  return (bundle ??= buildProgram());
}

async function buildProgram(): Promise<string> {
  // One place for all files' tests, so that Node finds the code that it has compiled for another of them.
  const outfile = fileURLToPath(new URL('../../../.build/fake-chat.mjs', import.meta.url));
  const draft = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [fileURLToPath(new URL('programs/fake-chat.ts', import.meta.url))],
    outfile: draft,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node22',
    jsx: 'automatic',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { 'react-devtools-core': fileURLToPath(new URL('programs/no-devtools.ts', import.meta.url)) },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  fs.renameSync(draft, outfile);
  return outfile;
}

/** The chat in a pseudo-terminal, past its first paint. */
export async function startFakeChat(options: FakeChatOptions = {}): Promise<FakeChat> {
  const program = await buildFakeChat();
  const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-fake-'));
  const command = `${process.execPath} ${program} ${(options.args ?? []).join(' ')}`;
  const terminal = startTerminal({
    command: '/bin/sh',
    args: ['-c', options.script?.(command) ?? `${options.before ?? ':'}; exec ${command}`],
    ...(options.cols === undefined ? {} : { cols: options.cols }),
    ...(options.rows === undefined ? {} : { rows: options.rows }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...options.env, FAKE_FOLDER: folder },
  });
  if (options.waitForPrompt !== false) {
    await terminal.waitForText('›');
    // The prompt is painted a moment before its keys are listened to.
    await poll('bracketed paste', () => terminal.raw().includes('\u001b[?2004h'));
  }
  return {
    terminal,
    folder,
    openGate: (name = 'go', words = '') => {
      const draft = path.join(folder, `${name}.draft`);
      fs.writeFileSync(draft, words);
      fs.renameSync(draft, path.join(folder, name));
    },
    async close() {
      await terminal.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
