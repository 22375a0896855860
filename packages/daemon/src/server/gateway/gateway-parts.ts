import type { Clock, Turns } from '@jackdaw/core';
import type { Relay } from '../../provider/relay.ts';
import type { Handlers } from '../handlers.ts';
import type { ServerLimits } from '../server-limits.ts';
import type { Upstreams } from '../server-parts.ts';
import type { Turnstile } from './create-turnstile.ts';
import type { BodyReader } from './read-body.ts';

/** What the addresses of the gateway need. */
export interface GatewayParts {
  readonly turns: Turns;
  readonly handlers: Pick<Handlers, 'models.list'>;
  readonly upstreams: Upstreams;
  readonly relay: Relay;
  readonly limits: ServerLimits;
  readonly clock: Clock;
  readonly bodies: BodyReader;
  readonly turnstile: Turnstile;
}
