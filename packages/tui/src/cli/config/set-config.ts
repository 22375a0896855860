import { applyEdits, modify } from 'jsonc-parser';
import { configSchema, parseConfig, type Config } from '@jackdaw/core/home';
import { JackdawError } from '@jackdaw/core/protocol';
import { createKeyMap } from '../../keys/index.ts';
import { readConfigText } from '../../connect/prepare-home.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { neutraliseLine } from '../../text/neutralise.ts';
import { nearestWord } from '@jackdaw/core/nearest-word';
import { printJson, printLines, type JsonOption } from '../output.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { flatten } from './flatten.ts';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** What the daemon reads anew whenever it needs it. */
const FOLLOWED = new Set(['baseUrl', 'model']);

/** Nothing is written unless the whole file is valid afterwards. */
export async function setConfig(
  context: CliContext,
  key: string,
  typed: string,
  { json }: JsonOption,
): Promise<number> {
  const file = homeOf(context).configFile;
  const text = await readConfigText(homeOf(context));
  // A file that is broken already is named as such, not blamed on the new value.
  parseConfig(text, file);
  const path = key.split('.');
  checkName(path);
  const value = readValue(typed);
  const changed = change(text, path, value, typed, file);
  await writePrivateFile(file, changed.endsWith('\n') ? changed : `${changed}\n`);
  const said =
    value === undefined
      ? `${key} is the default again`
      : neutraliseLine(`${key} is ${JSON.stringify(value)}`);
  const from = FOLLOWED.has(key)
    ? 'It counts from now on'
    : 'A daemon that runs takes it over at `jackdaw daemon restart`';
  await (json === true
    ? printJson(context, { key, value: value ?? null })
    : printLines(context, [`${said}. ${from}.`]));
  return 0;
}

/** As what it looks like, or else as text: a setting may want the text `5`. */
function change(text: string, path: readonly string[], value: unknown, typed: string, file: string): string {
  const before = text.trim() === '' ? '{}\n' : text;
  const candidates = typeof value === 'string' || value === undefined ? [value] : [value, typed];
  let failure: unknown;
  for (const candidate of candidates) {
    try {
      const changed = applyEdits(before, modify(before, [...path], candidate, FORMAT));
      checkKeys(parseConfig(changed, file));
      return changed;
    } catch (error) {
      failure ??= error;
    }
  }
  const reason =
    failure instanceof JackdawError ? failure.message.split('\n').slice(1).join('\n').trim() : '';
  throw new JackdawError(
    'invalid_config',
    `${path.join('.')} cannot be ${JSON.stringify(value)}: ${reason || String(failure)}`,
    {
      cause: failure,
    },
  );
}

/** A key that the chat could not take is refused here already. */
function checkKeys({ keys }: Config): void {
  const { problems } = createKeyMap(keys);
  if (problems.length > 0) throw new JackdawError('invalid_config', `Bad keys:\n${problems.join('\n')}`);
}

/** Says which names there are, before the file's own check says that this one is not. */
function checkName([first = '', second]: readonly string[]): void {
  const names = Object.keys(configSchema.shape);
  if (!names.includes(first)) throw unknownSetting(first, first, names);
  const known = flatten(configSchema.parse({})).map(([name]) => name);
  const inner = known.filter((name) => name.startsWith(`${first}.`));
  if (second !== undefined && inner.length > 0 && !inner.includes(`${first}.${second}`)) {
    throw unknownSetting(`${first}.${second}`, `${first}.${second}`, inner);
  }
}

function unknownSetting(key: string, typed: string, names: readonly string[]): JackdawError {
  const nearest = nearestWord(typed, names);
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return new JackdawError(
    'invalid_config',
    `There is no setting ${key}.${hint} There are: ${names.join(', ')}.`,
  );
}

/** JSON where it is JSON, else text; `null` takes a setting out. */
function readValue(typed: string): unknown {
  try {
    const value: unknown = JSON.parse(typed);
    return value ?? undefined;
  } catch {
    return typed;
  }
}
