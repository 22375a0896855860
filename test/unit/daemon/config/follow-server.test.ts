import { expect, test } from 'vitest';
import { rmSync, writeFileSync } from 'node:fs';
import { followServer } from '../../../../packages/daemon/src/config/follow-server.ts';
import { loadConfig } from '../../../../packages/daemon/src/config/load-config.ts';
import { makeHome } from '../../../support/start-daemon.ts';

test('whom to ask is what the file says now; all else stays, and a file with a mistake changes nothing', () => {
  using home = makeHome({ maxTokens: 100 });
  const { configFile } = home.paths;
  const warned: object[] = [];
  const config = followServer(loadConfig(configFile), configFile, { warn: (what) => void warned.push(what) });
  expect(config).toMatchObject({ baseUrl: null, model: 'auto', maxTokens: 100 });

  home.writeConfig({ baseUrl: 'http://localhost:1234', model: 'llama', maxTokens: 200 });
  expect(config).toMatchObject({ baseUrl: 'http://localhost:1234', model: 'llama', maxTokens: 100 });

  writeFileSync(configFile, '{ "baseUrl": ');
  expect([config.baseUrl, config.model]).toEqual(['http://localhost:1234', 'llama']);
  expect(warned).toMatchObject([{ file: configFile, reason: expect.stringContaining(configFile) }]);

  rmSync(configFile);
  expect([config.baseUrl, config.model]).toEqual([null, 'auto']);
});
