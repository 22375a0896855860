import { formatDollars } from '../../output/format-dollars.ts';
import { compactText } from '../../state/compact-text.ts';
import { neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { resolveConversation } from '../conversation-id.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';

export async function compactHistory(
  context: CliContext,
  start: string,
  { json }: JsonOption,
): Promise<number> {
  const { id, outcome } = await withClient(context, async (client) => {
    const id = await resolveConversation(client, start);
    return { id, outcome: await client.call('history.compact', { id }) };
  });
  if (json === true) {
    await printJson(context, { id, ...outcome });
    return 0;
  }
  const cost = outcome.costUsd === null ? '' : `, ${formatDollars(outcome.costUsd)}`;
  await printLines(context, [`${id}: ${compactText(outcome)} (${neutraliseName(outcome.model)}${cost}).`]);
  return 0;
}
