import path from 'node:path';
import { configSchema } from '@jackdaw/core/home';
import { neutralise } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { styleFor, type Style } from '../style-for.ts';
import { createKeyMap } from '../../keys/index.ts';
import { askTerminal } from './ask-terminal.ts';
import { checkDisk, checkFolder, checkNode } from './check-machine.ts';
import { checkModel } from './check-model.ts';
import { checkPrivateFiles } from './check-private-files.ts';
import { checkConfig, checkDaemon } from './check-service.ts';
import { checkReplies } from './check-replies.ts';
import { checkTerminal } from './check-terminal.ts';
import { checkUpstream } from './check-upstream.ts';
import type { Check } from './check.ts';
import type { TerminalReplies } from './read-terminal-replies.ts';

export async function runDoctor(context: CliContext, { json }: JsonOption): Promise<number> {
  // While nobody else reads the keys.
  const replies = await askTerminal(context);
  const checks = await allChecks(context, replies);
  const healthy = checks.every(({ state }) => state !== 'fail');
  await (json === true
    ? printJson(context, { ok: healthy, checks })
    : printLines(
        context,
        checks.flatMap((check) => linesOf(check, styleFor(context))),
      ));
  return healthy ? 0 : 1;
}

/** What was found, as lines without colours. The terminal is not asked: its answers would be the chat's keys. */
export async function examine(context: CliContext): Promise<readonly string[]> {
  const style = styleFor({ ...context, plain: true });
  return (await allChecks(context, null)).flatMap((check) => linesOf(check, style));
}

async function allChecks(context: CliContext, replies: TerminalReplies | null): Promise<readonly Check[]> {
  const { env } = context;
  const paths = homeOf(context);
  const folders = await Promise.all([
    checkFolder('config folder', path.dirname(paths.configFile), false),
    checkFolder('data folder', paths.data, true),
    checkFolder('run folder', paths.run, true),
    checkFolder('logs folder', paths.logs, true),
  ]);
  const { check: config, found } = await checkConfig(context);
  const { embedder, keys } = found?.config ?? configSchema.parse({});
  const newline = createKeyMap(keys).keys.bindings.find(({ id }) => id === 'newline')?.shown ?? [];
  const [daemon, upstream, disk, model] = await Promise.all([
    checkDaemon(context, found),
    checkUpstream(env, paths, found),
    checkDisk(paths),
    checkModel(paths, embedder),
  ]);
  return [
    checkNode(process.version),
    ...folders,
    disk,
    config,
    ...daemon,
    model,
    await checkPrivateFiles(paths),
    ...upstream,
    checkTerminal(context),
    ...checkReplies(replies, newline),
  ];
}

const NAME_WIDTH = 15;

function linesOf({ name, state, detail, advice }: Check, style: Style): readonly string[] {
  const mark = { ok: style.good('ok  '), warn: style.warn('warn'), fail: style.bad('fail') }[state];
  const indent = ' '.repeat(NAME_WIDTH + 6);
  const text = [detail, ...(advice === undefined ? [] : [advice])].map((part) =>
    neutralise(part).replaceAll('\n', `\n${indent}`),
  );
  return [
    `${mark}  ${name.padEnd(NAME_WIDTH)}${text[0] ?? ''}`,
    ...text.slice(1).map((part) => `${indent}${part}`),
  ];
}
