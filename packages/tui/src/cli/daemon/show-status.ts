import type { DaemonStatus } from '@jackdaw/core/protocol';
import { formatCount } from '../../output/format-count.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { upstreamText } from '../../state/upstream-text.ts';
import { embedderLines } from './embedder-lines.ts';
import { findDaemon } from './find-daemon.ts';

export async function showStatus(context: CliContext, options: JsonOption): Promise<number> {
  const found = await findDaemon(context);
  if (found === null)
    return printStopped(
      context,
      options,
      'The daemon is not running. The chat and `ask` start it, or `jackdaw daemon start`.',
    );
  const { client, session } = found;
  try {
    const status = await client.call('status', {});
    await printStatus(context, options, status);
    if (session.note !== null) context.stderr.write(`jackdaw: ${session.note}\n`);
  } finally {
    client.close();
  }
  return 0;
}

export async function printStopped(context: CliContext, { json }: JsonOption, said: string): Promise<number> {
  await (json === true ? printJson(context, { running: false }) : printLines(context, [said]));
  return 0;
}

export async function printStatus(
  context: CliContext,
  { json }: JsonOption,
  status: DaemonStatus,
): Promise<void> {
  const { warnings, upstream, ...facts } = status;
  if (json === true) return printJson(context, facts);
  const { pid, version, protocol, uptimeMs, socket, url, demo, embedder, entries, clients } = facts;
  return printLines(context, [
    `running   ${formatDuration(uptimeMs)}, pid ${pid}, version ${neutraliseLine(version)}, protocol ${protocol}`,
    `socket    ${socket}`,
    `address   ${url}`,
    `answers   ${formatCount(entries)} cached`,
    ...embedderLines(embedder).map((line, index) => `${index === 0 ? 'embedder' : '        '}  ${line}`),
    `clients   ${clients}`,
    ...(upstream === undefined ? [] : [`service   ${upstreamText(upstream, Date.now())}`]),
    ...(demo ? ['demo      the built-in simulator answers'] : []),
    ...warnings.map((warning) => `warning   ${neutraliseLine(warning)}`),
  ]);
}
