import path from 'node:path';
import { splitCommand } from './split-command.ts';

/** A program with its arguments; the file comes behind them. */
export type EditorCommand = readonly [program: string, ...args: string[]];

/** What most machines have, the friendlier first. */
const FALLBACKS: readonly EditorCommand[] = [['nano'], ['vi']];
/** Programs with windows of their own, which come back at once unless they are told to wait. */
const WINDOWED = /^(code|code-insiders|codium|cursor|windsurf|zed|subl|atom|mate)$/;

/** The editors to try, in this order: `VISUAL`, else `EDITOR`, else what may be there. */
export function editorCommands(env: Readonly<Record<string, string | undefined>>): readonly EditorCommand[] {
  for (const name of ['VISUAL', 'EDITOR']) {
    const [program, ...args] = splitCommand(env[name] ?? '');
    if (program !== undefined) return [[program, ...waiting(program, args)]];
  }
  return FALLBACKS;
}

function waiting(program: string, args: readonly string[]): readonly string[] {
  const needsFlag =
    WINDOWED.test(path.basename(program)) && !args.some((arg) => arg === '-w' || arg === '--wait');
  return needsFlag ? [...args, '--wait'] : args;
}
