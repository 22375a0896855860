import { JackdawError, PROTOCOL_VERSION } from '@jackdaw/core/protocol';

/** Says which side is the older one, and what brings the two together. */
export function protocolMismatch(spoken: number, version: string): JackdawError {
  const advice =
    spoken > PROTOCOL_VERSION
      ? 'The daemon is the older one: restart it with `jackdaw daemon restart`, so that the installed version runs.'
      : 'The client is the older one: upgrade it.';
  return new JackdawError(
    'protocol_mismatch',
    `The client speaks protocol ${spoken}, this daemon (version ${version}) ${PROTOCOL_VERSION}. ${advice}`,
  );
}
