import { neutraliseLine } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { printJson, printLines, printTable, type JsonOption } from '../output.ts';
import { hidePasswords } from './hide-passwords.ts';
import { effectiveConfig } from './effective-config.ts';

export async function showConfig(context: CliContext, { json }: JsonOption): Promise<number> {
  const paths = homeOf(context);
  const { config, settings, apiKey } = await effectiveConfig(paths, context.env);
  if (json === true) {
    const sources = Object.fromEntries(settings.map(({ name, source }) => [name, source]));
    await printJson(context, hidePasswords({ file: paths.configFile, config, sources, apiKey }));
    return 0;
  }
  const key = ['apiKey', apiKey.set ? 'set' : 'not set', apiKey.source ?? ''];
  await printTable(
    context,
    [{ title: 'SETTING' }, { title: 'VALUE', shrink: true }, { title: 'FROM' }],
    [
      ...settings.map(({ name, value, source }) => [
        name,
        neutraliseLine(JSON.stringify(hidePasswords(value))),
        source,
      ]),
      key,
    ],
    '',
  );
  return 0;
}

export async function showConfigPath(context: CliContext, { json }: JsonOption): Promise<number> {
  const paths = homeOf(context);
  await (json === true ? printJson(context, paths) : printLines(context, [paths.configFile]));
  return 0;
}
