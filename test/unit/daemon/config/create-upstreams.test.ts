import { expect, test } from 'vitest';
import {
  createUpstreams,
  type UpstreamsOptions,
} from '../../../../packages/daemon/src/config/create-upstreams.ts';

function setUp(options: Partial<UpstreamsOptions> = {}) {
  let started = 0;
  let closed = 0;
  const upstreams = createUpstreams({
    serverSettings: () => ({ baseUrl: null }),
    env: {},
    auto: false,
    storedKey: () => null,
    startSimulator: async () => {
      started += 1;
      return { url: 'http://127.0.0.1:1234', close: async () => void (closed += 1) };
    },
    ...options,
  });
  return { upstreams, counts: () => ({ started, closed }) };
}

const full = {
  serverSettings: () => ({ baseUrl: 'http://config' }),
  env: { ANTHROPIC_API_KEY: 'env-key', ANTHROPIC_BASE_URL: 'http://env' },
  storedKey: () => 'stored-key',
};

test.each([
  [{ apiKey: 'own', baseUrl: 'http://own' }, 'own', 'http://own'],
  [{ apiKey: 'own' }, 'own', 'http://config'],
  [{ baseUrl: 'http://own' }, 'stored-key', 'http://own'],
  [{}, 'env-key', 'http://env'],
  [undefined, 'env-key', 'http://env'],
  [{ apiKey: '', baseUrl: '  ' }, 'env-key', 'http://env'],
])(
  'what the caller says (%j) goes before the daemon’s environment, whole',
  async (environment, apiKey, baseUrl) => {
    const { upstreams } = setUp(full);
    expect(await upstreams.resolve(environment)).toEqual({ apiKey, baseUrl, simulated: false });
  },
);

test('a daemon that a client started has no environment of its own for callers who bring theirs', async () => {
  const { upstreams } = setUp({ ...full, auto: true, env: { ...full.env, JACKDAW_DEMO: '1' } });
  expect(await upstreams.resolve({})).toEqual({
    apiKey: 'stored-key',
    baseUrl: 'http://config',
    simulated: false,
  });
  expect((await upstreams.resolve(undefined)).simulated).toBe(true);
});

test('files come last: the stored key and the address of the config file', async () => {
  const { upstreams } = setUp({ ...full, env: { ANTHROPIC_API_KEY: '' } });
  expect(await upstreams.resolve({})).toEqual({
    apiKey: 'stored-key',
    baseUrl: 'http://config',
    simulated: false,
  });
});

test('a key that is entered while the daemon runs counts from the next turn on', async () => {
  let key: string | null = null;
  const { upstreams } = setUp({ storedKey: () => key });
  expect(upstreams.describe({}).credentials).toBe(false);
  key = 'entered';
  expect(upstreams.describe({}).credentials).toBe(true);
  expect((await upstreams.resolve({})).apiKey).toBe('entered');
});

test('a server of one’s own needs no key', () => {
  expect(setUp().upstreams.describe({ baseUrl: 'http://own' })).toEqual({ demo: false, credentials: true });
});

test('the demo goes to the simulator, which is started once and when it is first needed', async () => {
  const { upstreams, counts } = setUp({ env: { JACKDAW_DEMO: '1' } });
  expect(upstreams.describe({})).toEqual({ demo: true, credentials: true });
  expect(counts().started).toBe(0);
  const both = await Promise.all([upstreams.resolve({}), upstreams.resolve({ demo: true })]);
  for (const upstream of both) {
    expect(upstream).toEqual({ apiKey: 'demo', baseUrl: 'http://127.0.0.1:1234', simulated: true });
  }
  await upstreams.close();
  expect(counts()).toEqual({ started: 1, closed: 1 });
});

test('a daemon of the demo gives no demo answers to who brings a key or an address, or says no', async () => {
  const { upstreams } = setUp({ env: { JACKDAW_DEMO: '1' } });
  for (const environment of [{ apiKey: 'own' }, { baseUrl: 'http://own' }, { demo: false }]) {
    expect((await upstreams.resolve(environment)).simulated).toBe(false);
  }
});

test('a simulator that could not start is tried again', async () => {
  let failing = true;
  const { upstreams } = setUp({
    startSimulator: async () => {
      if (failing) throw new Error('no port');
      return { url: 'http://127.0.0.1:1', close: async () => {} };
    },
  });
  await expect(upstreams.resolve({ demo: true })).rejects.toThrow('no port');
  failing = false;
  expect((await upstreams.resolve({ demo: true })).simulated).toBe(true);
});

test('the daemon’s own address and token, as a shell has them for its tools, are nobody’s upstream', async () => {
  const self = () => ({ url: 'http://127.0.0.1:8787', token: 'its-token' });
  const own = { ANTHROPIC_API_KEY: 'its-token', ANTHROPIC_BASE_URL: 'http://localhost:8787/' };
  const { upstreams } = setUp({ ...full, env: own, self });
  const usual = { apiKey: 'stored-key', baseUrl: 'http://config', simulated: false };
  expect(await upstreams.resolve(undefined)).toEqual(usual);
  expect(await upstreams.own()).toEqual(usual);
  expect(await upstreams.resolve({ apiKey: 'its-token', baseUrl: 'http://127.0.0.1:8787' })).toEqual(usual);
  expect(await upstreams.resolve({ apiKey: 'other', baseUrl: 'http://[::1]:8787/v1' })).toEqual({
    ...usual,
    apiKey: 'other',
  });
  for (const baseUrl of ['http://127.0.0.1:8788', 'http://example.org:8787', 'no address']) {
    expect(await upstreams.resolve({ baseUrl })).toEqual({ ...usual, baseUrl });
  }
});
