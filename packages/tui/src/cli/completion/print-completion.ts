import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { write } from '../write.ts';
import { commandShapes, type CommandShape } from './command-shape.ts';
import { bashCompletion, fishCompletion, zshCompletion } from './completion-scripts.ts';
import type { Shell } from './shells.ts';

const SCRIPTS: Readonly<Record<Shell, (shapes: readonly CommandShape[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export async function printCompletion(context: CliContext, program: Command, shell: Shell): Promise<number> {
  await write(context.stdout, SCRIPTS[shell](commandShapes(program)));
  return 0;
}
