import { createInterface } from 'node:readline/promises';
import { JackdawError } from '@jackdaw/core/protocol';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { resolveEntry } from './cache-entries.ts';

export interface ClearOptions extends JsonOption {
  readonly yes?: boolean;
}

export async function deleteCacheEntry(
  context: CliContext,
  start: string,
  { json }: JsonOption,
): Promise<number> {
  const { id, deleted } = await withClient(context, async (client) => {
    const id = await resolveEntry(client, start);
    return { id, ...(await client.call('cache.delete', { id })) };
  });
  await (json === true ? printJson(context, { deleted }) : printLines(context, [`Deleted ${id}.`]));
  return 0;
}

export async function clearCache(context: CliContext, { yes, json }: ClearOptions): Promise<number> {
  if (yes !== true && !(await isMeant(context))) {
    context.stderr.write('jackdaw: nothing was deleted\n');
    return 1;
  }
  const { deleted } = await withClient(context, (client) => client.call('cache.clear', {}));
  const said = `Deleted ${deleted} cached ${deleted === 1 ? 'answer' : 'answers'}.`;
  await (json === true ? printJson(context, { deleted }) : printLines(context, [said]));
  return 0;
}

/** Asks the person. Throws `invalid_request` where there is none to ask. */
async function isMeant({ stdin, stderr }: CliContext): Promise<boolean> {
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new JackdawError(
      'invalid_request',
      'This deletes all cached answers for good. Add --yes if you mean it.',
    );
  }
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await lines.question('Delete all cached answers for good? [y/N] ');
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
