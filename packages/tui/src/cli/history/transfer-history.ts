import { importedConversationSchema, JackdawError, type ExportFormat } from '@jackdaw/core/protocol';
import { escapeControls } from '../../output/json-text.ts';
import { neutralise } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { readTextFile } from '../ask/read-attachment.ts';
import { withClient } from '../connect.ts';
import { resolveConversation } from '../conversation-id.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { write } from '../write.ts';

/**
 * A file's content more than something to look at, and often looked at first. JSON keeps everything: control
 * characters are escaped. Markdown and HTML are for readers: they are taken out.
 */
export async function exportHistory(
  context: CliContext,
  start: string,
  { format }: { readonly format: ExportFormat },
): Promise<number> {
  const { text } = await withClient(context, async (client) =>
    client.call('history.export', {
      id: await resolveConversation(client, start),
      format,
    }),
  );
  const safe = format === 'json' ? escapeControls(text) : neutralise(text);
  await write(context.stdout, safe.endsWith('\n') ? safe : `${safe}\n`);
  return 0;
}

export async function importHistory(
  context: CliContext,
  file: string,
  { json }: JsonOption,
): Promise<number> {
  const conversation = parseExport(file, await readTextFile(file, context.cwd));
  const { id } = await withClient(context, (client) => client.call('history.import', { conversation }));
  await (json === true ? printJson(context, { id }) : printLines(context, [`Imported as ${id}.`]));
  return 0;
}

function parseExport(file: string, text: string) {
  const wrong = (reason: string) =>
    new JackdawError(
      'invalid_request',
      `${file} is not a conversation that \`jackdaw history export\` wrote: ${reason}`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const parsed = importedConversationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrong(
    issue === undefined
      ? 'it has another shape'
      : `${issue.path.join('.') || '(whole file)'}: ${issue.message}`,
  );
}
