import { formatCompact } from '../../output/format-count.ts';
import { neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printTable, type JsonOption } from '../output.ts';

export async function listModels(context: CliContext, { json }: JsonOption): Promise<number> {
  const { models } = await withClient(context, (client) => client.call('models.list', {}));
  if (json === true) {
    await printJson(context, models);
    return 0;
  }
  const orUnknown = (count: number | null, format: (count: number) => string) =>
    count === null ? '–' : format(count);
  await printTable(
    context,
    [
      { title: 'MODEL', shrink: true },
      { title: 'TIER' },
      { title: 'WINDOW', align: 'right' },
      { title: 'ANSWER', align: 'right' },
      { title: 'IN $/M', align: 'right' },
      { title: 'OUT $/M', align: 'right' },
      { title: 'KNOWN FROM' },
    ],
    models.map((model) => [
      neutraliseName(model.id),
      model.tiers.map(neutraliseName).join(', '),
      orUnknown(model.maxInputTokens, formatCompact),
      orUnknown(model.maxOutputTokens, formatCompact),
      orUnknown(model.inputUsd, String),
      orUnknown(model.outputUsd, String),
      model.source ?? '–',
    ]),
    'No models are known.',
  );
  return 0;
}
