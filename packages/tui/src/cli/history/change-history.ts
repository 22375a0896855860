import type { JackdawClient } from '@jackdaw/core/client';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { resolveConversation } from '../conversation-id.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';

export function renameHistory(
  context: CliContext,
  start: string,
  words: readonly string[],
  options: JsonOption,
): Promise<number> {
  const title = words.join(' ');
  return change(context, options, async (client) => {
    const id = await resolveConversation(client, start);
    await client.call('history.rename', { id, title });
    return { id, said: `Renamed ${id}.` };
  });
}

export function deleteHistory(context: CliContext, start: string, options: JsonOption): Promise<number> {
  return change(context, options, async (client) => {
    const id = await resolveConversation(client, start);
    await client.call('history.delete', { id });
    return { id, said: `Deleted ${id}. \`jackdaw history restore ${id}\` brings it back.` };
  });
}

export function restoreHistory(context: CliContext, start: string, options: JsonOption): Promise<number> {
  return change(context, options, async (client) => {
    const id = await resolveConversation(client, start, { deleted: true });
    await client.call('history.restore', { id });
    return { id, said: `Restored ${id}.` };
  });
}

async function change(
  context: CliContext,
  { json }: JsonOption,
  work: (client: JackdawClient) => Promise<{ readonly id: string; readonly said: string }>,
): Promise<number> {
  const { id, said } = await withClient(context, work);
  await (json === true ? printJson(context, { id }) : printLines(context, [said]));
  return 0;
}
