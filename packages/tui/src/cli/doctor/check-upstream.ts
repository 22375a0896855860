import { readFile } from 'node:fs/promises';
import type { HomePaths } from '@jackdaw/core/home';
import { lookAtServer, tidyAddress, VENDOR_ADDRESS, type ServerLook } from '../../servers/index.ts';
import type { EffectiveConfig } from '../config/effective-config.ts';
import { fail, ok, warn, type Check } from './check.ts';

/** Milliseconds for the server's answers. */
const PATIENCE_MS = 5_000;
const NEW_KEY = 'Enter another with /setup in the chat, or set ANTHROPIC_API_KEY.';

/** The key, and the server that it is for: asked as the daemon would, at no cost. */
export async function checkUpstream(
  env: NodeJS.ProcessEnv,
  paths: HomePaths,
  found: EffectiveConfig | null,
): Promise<readonly Check[]> {
  if (env['JACKDAW_DEMO'] === '1') {
    return [ok('key', 'not needed: the demo is on'), ok('network', 'not needed: the demo is on')];
  }
  const own = found?.config.baseUrl ?? null;
  const named = own ?? VENDOR_ADDRESS;
  // Without a password that somebody put into the address.
  const host = URL.parse(named)?.origin ?? 'the base URL';
  const source = sourceOf(found);
  const address = tidyAddress(named);
  if (address === null) {
    const detail = `the address of ${host} is no web address, or holds a user name or password, which calls are refused with`;
    return [
      keyCheck(source, own !== null, null, host),
      fail('network', detail, 'Mend ANTHROPIC_BASE_URL or baseUrl; a key goes into ANTHROPIC_API_KEY.'),
    ];
  }
  const look = await lookAtServer({
    address,
    key: source === null ? null : await readKey(env, paths),
    auth: found?.config.auth ?? 'bearer',
    env,
    patienceMs: PATIENCE_MS,
  });
  return [
    keyCheck(source, own !== null, look, host),
    networkCheck(look, host, { isOwn: own !== null, isWanted: own !== null || source !== null }),
  ];
}

function sourceOf(found: EffectiveConfig | null): string | null {
  if (found?.apiKey.set !== true) return null;
  return found.apiKey.source === 'environment' ? 'set in ANTHROPIC_API_KEY' : 'kept from the chat';
}

function keyCheck(source: string | null, isOwn: boolean, look: ServerLook | null, host: string): Check {
  const isRejected = look?.kind === 'key-rejected';
  if (source !== null) {
    if (isRejected)
      return fail('key', `${source}, but ${host} does not accept it (status ${look.status})`, NEW_KEY);
    return ok(
      'key',
      look?.kind === 'speaks' ? `${source}, accepted` : `${source}; nobody could say whether it is accepted`,
    );
  }
  if (isOwn && isRejected) return fail('key', `not set, and ${host} wants one`, NEW_KEY);
  if (isOwn) return ok('key', 'not set; a server of your own may not need one');
  return warn(
    'key',
    'not set',
    'Set ANTHROPIC_API_KEY, or enter a key in the chat. JACKDAW_DEMO=1 needs none.',
  );
}

function networkCheck(
  look: ServerLook,
  host: string,
  { isOwn, isWanted }: { readonly isOwn: boolean; readonly isWanted: boolean },
): Check {
  switch (look.kind) {
    case 'speaks': {
      const { length } = look.models;
      const models = length === 0 ? '' : `, ${length} model${length === 1 ? '' : 's'}`;
      return ok('network', `${host} answers in ${Math.round(look.ms)} ms${models}`);
    }
    case 'key-rejected':
      return ok('network', `${host} answers`);
    case 'troubled':
      return warn(
        'network',
        `${host} is in trouble (status ${look.status})`,
        'Try again later; cached answers and history work without.',
      );
    case 'other':
      return (isOwn ? fail : warn)(
        'network',
        `${host} answers, but does not speak the Messages API (status ${look.status} for /v1/messages)`,
        'Is ANTHROPIC_BASE_URL or baseUrl right, and the server new enough?',
      );
    case 'unreachable': {
      const advice = isOwn
        ? 'Is the server of ANTHROPIC_BASE_URL or baseUrl running?'
        : 'Check the network and its proxy. Cached answers and history work without.';
      return (isWanted ? fail : warn)('network', `${host} does not answer: ${look.reason}`, advice);
    }
  }
}

/** Null where there is none; what is wrong with its file shows when the daemon reads it. */
async function readKey(env: NodeJS.ProcessEnv, paths: HomePaths): Promise<string | null> {
  const named = (env['ANTHROPIC_API_KEY'] ?? '').trim();
  if (named !== '') return named;
  try {
    const stored: unknown = JSON.parse(await readFile(paths.credentialsFile, 'utf8'));
    const isKey = typeof stored === 'object' && stored !== null && 'apiKey' in stored;
    return isKey && typeof stored.apiKey === 'string' ? stored.apiKey : null;
  } catch {
    return null;
  }
}
