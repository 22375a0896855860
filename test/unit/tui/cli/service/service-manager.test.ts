import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { serviceManager } from '../../../../../packages/tui/src/cli/service/service-manager.ts';
import type { CliContext } from '../../../../../packages/tui/src/cli/cli-context.ts';

function contextOf(env: NodeJS.ProcessEnv): CliContext {
  const stream = new PassThrough() as unknown as NodeJS.WriteStream & NodeJS.ReadStream;
  return {
    stdin: stream,
    stdout: stream,
    stderr: stream,
    env,
    cwd: '/',
    homedir: '/home/ann',
    version: '1.2.3',
    daemonEntry: '/opt/$HOME/50%/"q"/daemon.mjs',
    plain: false,
  };
}

describe('a unit of systemd', () => {
  const manager = (env: NodeJS.ProcessEnv) => serviceManager(contextOf(env), 'linux', 1000);

  test('lies among the user’s own', () => {
    expect(manager({}).file).toBe('/home/ann/.config/systemd/user/jackdaw.service');
    expect(manager({ XDG_CONFIG_HOME: '/etc/ann' }).file).toBe('/etc/ann/systemd/user/jackdaw.service');
  });

  test('has nothing expanded in what it runs', () => {
    expect(manager({}).text).toContain(String.raw`"/opt/$$HOME/50%%/\"q\"/daemon.mjs" "run"`);
  });

  test('runs the daemon of the home that it was made in, and holds no key', () => {
    const { text } = manager({ JACKDAW_HOME: '/srv/a b%', ANTHROPIC_API_KEY: 'sk-secret' });
    expect(text).toContain('Environment="JACKDAW_HOME=/srv/a b%%"');
    expect(text).not.toContain('sk-secret');
  });

  test('restarts what failed, not what was stopped', () => {
    expect(manager({}).text).toMatch(/^Restart=on-failure$/m);
  });
});

describe('an agent of launchd', () => {
  test('is text that XML can hold', () => {
    const { file, text } = serviceManager(contextOf({ JACKDAW_HOME: '/a&b<c>' }), 'darwin', 501);
    expect(file).toBe('/home/ann/Library/LaunchAgents/jackdaw.daemon.plist');
    expect(text).toContain('<string>/a&amp;b&lt;c&gt;</string>');
    expect(text).toContain('<string>/a&amp;b&lt;c&gt;/logs/daemon-start.log</string>');
  });
});

test('other systems are told how the daemon starts there', () => {
  expect(() => serviceManager(contextOf({}), 'win32', 0)).toThrow(/jackdaw daemon start/);
});
