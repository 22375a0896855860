import { scenarios, startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSdk, drive } from './drive-sdk.ts';
import { expectations } from './scenario-expectations.ts';

// What the SDK does with each scenario is what its documentation and measurements say it does with the real API.

const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, birds: { type: 'integer' } },
  required: ['city', 'birds'],
  additionalProperties: false,
};

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ adminPort: false });
});

afterAll(async () => {
  await simulator.close();
});

test('every scenario of the catalogue has an expectation, and no other has', () => {
  expect(Object.keys(expectations).toSorted()).toEqual(scenarios.map(({ id }) => id).toSorted());
});

describe('the SDK, streaming from the simulator, meets', () => {
  test.each(Object.entries(expectations))('%s', async (id, { use = id, abortAfter, timeout, check }) => {
    expect.hasAssertions();
    const client = createSdk(`${simulator.url}/s/${use}`, `key of ${id}`, timeout);
    const structured = id.startsWith('structured') || id.endsWith('json');
    const driven = await drive(
      client,
      structured ? { output_config: { format: { type: 'json_schema', schema } } } : {},
      (count, abort) => {
        if (count === abortAfter) abort();
      },
    );
    check(driven);
  });
});
