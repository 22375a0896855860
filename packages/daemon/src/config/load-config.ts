import { readFileSync } from 'node:fs';
import { JackdawError } from '@jackdaw/core';
import { parseConfig, type Config } from '@jackdaw/core/home';

/** The config file, checked; the defaults where there is none. Throws `invalid_config`. */
export function loadConfig(file: string): Config {
  return parseConfig(readText(file), file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return '';
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The config file ${file} cannot be read: ${reason}. Mend its rights, or move it away to start with the defaults.`;
    throw new JackdawError('invalid_config', message, { cause });
  }
}
