import { expect, test } from 'vitest';
import { rmSync, writeFileSync } from 'node:fs';
import { followServer } from '../../../../packages/daemon/src/config/follow-server.ts';
import { loadConfig } from '../../../../packages/daemon/src/config/load-config.ts';
import { makeHome } from '../../../support/test-home.ts';

test('whom to ask is what the file says now, and a file with a mistake changes nothing', () => {
  using home = makeHome();
  const { configFile } = home.paths;
  const warned: object[] = [];
  const server = followServer(loadConfig(configFile), configFile, { warn: (what) => void warned.push(what) });
  expect(server()).toMatchObject({ baseUrl: null, model: 'auto' });

  home.writeConfig({ baseUrl: 'http://localhost:1234', model: 'llama' });
  expect(server()).toMatchObject({ baseUrl: 'http://localhost:1234', model: 'llama' });

  writeFileSync(configFile, '{ "baseUrl": ');
  expect(server()).toMatchObject({ baseUrl: 'http://localhost:1234', model: 'llama' });
  expect(warned).toMatchObject([{ file: configFile, reason: expect.stringContaining(configFile) }]);

  rmSync(configFile);
  expect(server()).toMatchObject({ baseUrl: null, model: 'auto' });
});
