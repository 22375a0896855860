import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Upstream } from '@jackdaw/core';

const LONGEST_NAME = 120;

/** On whose behalf a request runs: the tool's name is what it calls itself, the upstream is the daemon's own. */
export function callerOf(headers: IncomingHttpHeaders, upstream: Upstream): Caller {
  const name = headers['user-agent']?.slice(0, LONGEST_NAME).trim() ?? '';
  return { client: name === '' ? 'http' : name, upstream };
}
