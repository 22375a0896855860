import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { write } from '../write.ts';
import { manualPage } from './manual-page.ts';

export async function printManual(context: CliContext, program: Command): Promise<number> {
  await write(context.stdout, manualPage(program, context.version));
  return 0;
}
