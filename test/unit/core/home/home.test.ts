import { homePaths, parseConfig, parseDuration, parseSize } from '@jackdaw/core/home';
import { describe, expect, it } from 'vitest';

describe('the home', () => {
  it('lies under JACKDAW_HOME alone where that is set', () => {
    const paths = homePaths({
      env: { JACKDAW_HOME: '/tmp/jd', XDG_CONFIG_HOME: '/x' },
      homedir: '/home/ann',
    });
    expect(Object.values(paths).every((path) => path.startsWith('/tmp/jd/'))).toBe(true);
  });

  it('follows the XDG folders, with their defaults where they are unset or relative', () => {
    const homedir = '/home/ann';
    expect(homePaths({ env: {}, homedir })).toMatchObject({
      configFile: '/home/ann/.config/jackdaw/config.json',
      data: '/home/ann/.local/share/jackdaw/data',
      run: '/home/ann/.local/state/jackdaw/run',
    });
    const set = homePaths({ env: { XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'relative' }, homedir });
    expect(set.configFile).toBe('/c/jackdaw/config.json');
    expect(set.data).toBe('/home/ann/.local/share/jackdaw/data');
  });
});

describe('the config', () => {
  it('is all defaults where the file is empty', () => {
    expect(parseConfig('', 'config.json')).toMatchObject({
      model: 'auto',
      cache: { ttl: '7d', maxSize: '1GiB' },
    });
  });

  it('may have comments and trailing commas', () => {
    expect(parseConfig('{\n  // mine\n  "model": "fast",\n}', 'config.json').model).toBe('fast');
  });

  it('names line and column of what is not JSON', () => {
    expect(() => parseConfig('{\n  "model": fast\n}', '/h/config.json')).toThrow(
      /\/h\/config\.json line 2, column 12/,
    );
  });

  it('names every setting that it cannot use, misspelt ones too', () => {
    const bad = '{"modle": "x", "maxTokens": "many", "cache": {"ttl": "soon"}}';
    expect(() => parseConfig(bad, 'config.json')).toThrow(
      /maxTokens[\s\S]*cache\.ttl: expected a duration[\s\S]*modle: there is no such setting/,
    );
  });

  it.each([
    ['{"modle": "x"}', 'modle: there is no such setting. Did you mean model?'],
    ['{"cache": {"tll": "1d"}}', 'cache.tll: there is no such setting. Did you mean cache.ttl?'],
    ['{"rules": [{"teir": "fast"}]}', 'rules.0.teir: there is no such setting. Did you mean rules.0.tier?'],
    [
      '{"prices": {"x": {"imput": 1}}}',
      'prices.x.imput: there is no such setting. Did you mean prices.x.input?',
    ],
    ['{"port": 4000}', 'port: there is no such setting. Did you mean daemon.port?'],
    ['{"enabled": false}', 'Did you mean cache.enabled or embedder.enabled?'],
    ['{"theme": "dsuk"}', 'Did you mean "dusk"?'],
    ['{"cache": {"semantic": "serv"}}', 'Did you mean "serve"?'],
  ])('says what %s probably means', (text, meant) => {
    expect(() => parseConfig(text, 'config.json')).toThrow(meant);
  });

  it('guesses nothing where nothing is near', () => {
    expect(() => parseConfig('{"zebra": 1, "theme": "plaid"}', 'config.json')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('Did you mean') }),
    );
  });
});

describe('units', () => {
  it('read durations and sizes', () => {
    expect(['500ms', '1.5s', '15m', '2h', '7d'].map(parseDuration)).toEqual([
      500, 1500, 900_000, 7_200_000, 604_800_000,
    ]);
    expect(['10B', '2 KiB', '1GiB'].map(parseSize)).toEqual([10, 2048, 2 ** 30]);
  });

  it('refuse what has no unit or a strange one', () => {
    for (const text of ['', '7', 'd', '-1s', '1 fortnight'])
      expect(() => parseDuration(text)).toThrow(RangeError);
    expect(() => parseSize('1GB')).toThrow('a size like');
  });
});
