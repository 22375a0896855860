import { applyEdits, modify } from 'jsonc-parser';
import { parseConfig, type HomePaths } from '@jackdaw/core/home';
import { readConfigText } from '../../connect/prepare-home.ts';
import { writePrivateFile } from '../write-private-file.ts';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** Keeps a server, and who answers there, in the settings; comments stay. Throws `invalid_config`. */
export async function saveServer(paths: HomePaths, baseUrl: string, model: string | null): Promise<void> {
  const before = await readConfigText(paths);
  let text = before.trim() === '' ? '{}\n' : before;
  for (const [name, value] of [
    ['baseUrl', baseUrl],
    ['model', model],
  ] as const) {
    if (value !== null) text = applyEdits(text, modify(text, [name], value, FORMAT));
  }
  parseConfig(text, paths.configFile);
  await writePrivateFile(paths.configFile, text.endsWith('\n') ? text : `${text}\n`);
}
