import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { spawnDaemon } from '../../support/daemon-process.ts';
import { makeHome } from '../../support/test-home.ts';

const entry = fileURLToPath(new URL('broken-daemon.ts', import.meta.url));

test.each(['exception', 'rejection'])(
  'an unexpected %s is logged and ends it with 1, its files removed',
  async (kind) => {
    using home = makeHome();
    await using daemon = spawnDaemon(home, { entry, args: [], env: { BREAK: kind } });
    expect(await daemon.exit).toBe(1);
    expect(readdirSync(home.paths.run)).toEqual([]);
    const log = readFileSync(path.join(home.paths.logs, 'daemon.log'), 'utf8');
    expect(log).toContain('a part broke');
    expect(await daemon.lastWords).not.toContain('    at ');
  },
);
