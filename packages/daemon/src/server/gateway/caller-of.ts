import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '@jackdaw/core';
import type { Upstreams } from '../server-parts.ts';

const LONGEST_NAME = 120;

/** On whose behalf a request runs: the tool's name is what it calls itself, the key is the daemon's own. */
export async function callerOf(headers: IncomingHttpHeaders, upstreams: Upstreams): Promise<Caller> {
  const name = headers['user-agent']?.slice(0, LONGEST_NAME).trim() ?? '';
  return { client: name === '' ? 'http' : name, upstream: await upstreams.resolve(undefined) };
}
