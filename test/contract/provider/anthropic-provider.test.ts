import { startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, never, provider, run, textOfEvents } from '../../integration/provider/call.ts';
import { providerContract, type Fate } from './provider-contract.ts';
import { streamOf } from '../../support/provider-stream.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** Where the simulator's name for a fate is another one. */
const SCENARIOS: Partial<Record<Fate, string>> = {
  refusal: 'refusal-partial',
  huge: 'huge:2000',
  'stall-silent': 'stall-mid',
};

const at = (fate: Fate) => call(`${simulator.url}/s/${SCENARIOS[fate] ?? fate}`);

providerContract('the Messages API provider over the simulator', async () => ({
  provider: provider({ stallMs: 2_500, connectTimeoutMs: 2_500 }),
  call: async (fate) => (fate === 'refused' ? call('http://127.0.0.1:1') : at(fate)),
}));

test('the simulator’s ledger and the provider’s usage agree, to the token', async () => {
  simulator.reset();
  const { events } = await run(streamOf(provider(), at('ok'), never()));
  const usage = events.flatMap((event) => (event.type === 'usage-update' ? [event.usage] : [])).at(-1);
  const { total } = simulator.ledger();
  expect(usage).toEqual({
    input: total.inputTokens,
    output: total.outputTokens,
    cacheRead: total.cacheReadTokens,
    cacheWrite5m: total.cacheWrite5mTokens,
    cacheWrite1h: total.cacheWrite1hTokens,
  });
});

test.each([
  'bytes',
  'random-chunks',
  'coalesced',
  'crlf',
  'no-event-lines',
  'unknown-event',
  'unicode',
  'giant-event',
])('an answer on the wire as %s is whole', async (scenario) => {
  const { events, error } = await run(streamOf(provider(), call(`${simulator.url}/s/${scenario}`), never()));
  expect(error).toBeNull();
  expect(textOfEvents(events).length).toBeGreaterThan(0);
  expect(textOfEvents(events)).not.toContain('\u{fffd}');
});

test('a schema goes out natively and comes back as text', async () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' } },
    required: ['city'],
    additionalProperties: false,
  };
  const { events, error } = await run(streamOf(provider(), call(simulator.url, { schema }), never()));
  expect(error).toBeNull();
  expect(JSON.parse(textOfEvents(events))).toEqual({ city: expect.any(String) });
});
