import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { LAUNCHD_LABEL, launchdAgent } from './launchd-agent.ts';
import { serviceProgram } from './service-program.ts';
import { SYSTEMD_UNIT, systemdUnit } from './systemd-unit.ts';

/** The system's own way to keep a person's programs running. */
export interface ServiceManager {
  readonly name: 'systemd' | 'launchd';
  /** Where its description of the daemon lies. */
  readonly file: string;
  readonly text: string;
  /** Commands that make it read the description and run the daemon, now and at each login. */
  readonly enable: readonly (readonly string[])[];
  /** Commands that end that. The first may fail: there is nothing to end. */
  readonly disable: readonly (readonly string[])[];
  /** Where it is installed: starts the daemon now. */
  readonly start: readonly string[];
  /** What the person may want to know once it is installed. */
  readonly hint: string | null;
}

/** Throws `invalid_request` on a system that has neither. */
export function serviceManager(
  context: CliContext,
  platform: NodeJS.Platform,
  userId: number,
): ServiceManager {
  const { env, homedir, daemonEntry } = context;
  const program = serviceProgram(process.execPath, daemonEntry, env, homeOf(context));
  if (platform === 'linux') {
    const config = env['XDG_CONFIG_HOME'] ?? '';
    const systemctl = ['systemctl', '--user'];
    return {
      name: 'systemd',
      file: path.join(config.startsWith('/') ? config : `${homedir}/.config`, 'systemd/user', SYSTEMD_UNIT),
      text: systemdUnit(program),
      enable: [
        [...systemctl, 'daemon-reload'],
        [...systemctl, 'enable', '--now', SYSTEMD_UNIT],
      ],
      disable: [
        [...systemctl, 'disable', '--now', SYSTEMD_UNIT],
        [...systemctl, 'daemon-reload'],
      ],
      start: [...systemctl, 'restart', SYSTEMD_UNIT],
      hint: 'It runs while you are logged in; `loginctl enable-linger` lets it run without.',
    };
  }
  if (platform === 'darwin') {
    const file = `${homedir}/Library/LaunchAgents/${LAUNCHD_LABEL}.plist`;
    const domain = `gui/${userId}`;
    return {
      name: 'launchd',
      file,
      text: launchdAgent(program),
      enable: [['launchctl', 'bootstrap', domain, file]],
      disable: [['launchctl', 'bootout', `${domain}/${LAUNCHD_LABEL}`]],
      start: ['launchctl', 'kickstart', '-k', `${domain}/${LAUNCHD_LABEL}`],
      hint: null,
    };
  }
  throw new JackdawError(
    'invalid_request',
    `There is no service file for ${platform}: the chat and \`ask\` start the daemon by themselves, or \`jackdaw daemon start\`.`,
  );
}

/** Runs a command of the service manager. Throws `daemon_unavailable` with what it said. */
export function callManager(command: readonly string[], env: NodeJS.ProcessEnv): void {
  const [program = '', ...args] = command;
  const result = spawnSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status === 0) return;
  const said = result.error === undefined ? (result.stderr || result.stdout).trim() : reasonOf(result.error);
  throw new JackdawError('daemon_unavailable', `\`${command.join(' ')}\` failed: ${said}`);
}
