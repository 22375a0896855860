import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeFolder } from '../connect/make-folder.ts';
import { codeOf, reasonOf } from '../connect/reason-of.ts';
import type { HandOver } from '../full-screen/index.ts';
import { editorCommands, type EditorCommand } from './choose-editor.ts';

export interface ExternalEdit {
  readonly text: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the file lies while it is edited; the system's folder for such files where this one cannot be had. */
  readonly folder: string;
  /** Gives the terminal away while the editor runs. */
  readonly handOver: HandOver;
}

export type EditOutcome = { readonly text: string } | { readonly problem: string };

/**
 * The text after the person's own editor had it. It lies in a folder of its own (0700, the file 0600) that is removed
 * afterwards. An editor that cannot be started, or ends with an error, leaves the text as it was: never throws.
 */
export async function editExternally({ text, env, folder, handOver }: ExternalEdit): Promise<EditOutcome> {
  let home: string | null = null;
  try {
    home = await makeHome(folder);
    const file = path.join(home, 'prompt.md');
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    let problem: string | null = null;
    await handOver(async () => {
      problem = await runFirst(editorCommands(env), file, env);
    });
    if (problem !== null) return { problem };
    // Editors end a file with a line end; people do not mean it.
    return { text: (await readFile(file, 'utf8')).replaceAll(/\r\n?/g, '\n').replace(/\n+$/, '') };
  } catch (error) {
    return { problem: `The editor’s file could not be used: ${reasonOf(error)}. The text is as it was.` };
  } finally {
    if (home !== null) await rm(home, { recursive: true, force: true }).catch(() => {});
  }
}

async function makeHome(folder: string): Promise<string> {
  try {
    makeFolder(folder);
    return await mkdtemp(path.join(folder, 'prompt-'));
  } catch {
    return mkdtemp(path.join(tmpdir(), 'jackdaw-prompt-'));
  }
}

/** Why no editor had the file; null where one did. */
async function runFirst(
  commands: readonly EditorCommand[],
  file: string,
  env: ExternalEdit['env'],
): Promise<string | null> {
  let missing = '';
  for (const command of commands) {
    const outcome = await run(command, file, env);
    if (outcome !== MISSING) return outcome;
    missing = command[0];
  }
  return commands.length > 1
    ? 'There is no editor to open: set VISUAL or EDITOR to yours. The text is as it was.'
    : `The editor “${missing}” (from VISUAL or EDITOR) is not there. The text is as it was.`;
}

/** What `run` gives for a program that is not there. */
const MISSING = 'missing';

function run(
  [program, ...args]: EditorCommand,
  file: string,
  env: ExternalEdit['env'],
): Promise<string | null> {
  return new Promise((resolve) => {
    // Ctrl+C goes to every program of the terminal: there it is the editor's alone.
    const ignore = () => {};
    process.on('SIGINT', ignore);
    const end = (outcome: string | null) => {
      process.off('SIGINT', ignore);
      resolve(outcome);
    };
    const child = spawn(program, [...args, file], { stdio: 'inherit', env: { ...env } });
    child.once('error', (error) =>
      end(
        codeOf(error) === 'ENOENT'
          ? MISSING
          : `The editor “${program}” cannot be started: ${reasonOf(error)}. The text is as it was.`,
      ),
    );
    child.once('close', (code, signal) =>
      end(
        code === 0
          ? null
          : `The editor “${program}” ended with ${signal ?? `code ${code ?? 1}`}. The text is as it was.`,
      ),
    );
  });
}
