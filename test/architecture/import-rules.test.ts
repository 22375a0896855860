import { describe, expect, test } from 'vitest';
import {
  corePureRule,
  daemonRule,
  type ImportRule,
  levelRule,
  ownPackageRule,
  sdkRule,
  simulatorRule,
  terminalRule,
} from './import-rules.ts';

const core = 'packages/core/src/turn/run-turn.ts';
const tui = 'packages/tui/src/app.tsx';
const daemon = 'packages/daemon/src/server/socket.ts';
const store = 'packages/daemon/src/store/level-store.ts';
const provider = 'packages/daemon/src/provider/messages-provider.ts';
const simulator = 'packages/daemon/src/simulator/server.ts';

interface Example {
  readonly rule: ImportRule;
  readonly refuses: readonly (readonly [file: string, specifier: string, typeOnly?: boolean])[];
  readonly allows: readonly (readonly [file: string, specifier: string, typeOnly?: boolean])[];
}

const examples: Readonly<Record<string, Example>> = {
  'core is pure': {
    rule: corePureRule,
    refuses: [
      [core, 'node:fs'],
      [core, 'ws'],
      [core, 'react'],
      [core, '@anthropic-ai/sdk', true],
    ],
    allows: [
      [core, 'zod'],
      [core, 'node:crypto'],
      [core, './event-log.ts'],
      [daemon, 'node:fs'],
    ],
  },
  'the terminal knows protocol, client and home': {
    rule: terminalRule,
    refuses: [
      [tui, '@jackdaw/core'],
      [tui, '@jackdaw/core/turn'],
      [tui, '@jackdaw/daemon'],
      [tui, '@jackdaw/daemon/simulator'],
      [tui, 'level'],
      [tui, '@anthropic-ai/sdk/resources', true],
    ],
    allows: [
      [tui, '@jackdaw/core/client'],
      [tui, 'ink'],
      [daemon, '@jackdaw/core'],
    ],
  },
  'the daemon has no screen': {
    rule: daemonRule,
    refuses: [
      [daemon, '@jackdaw/tui'],
      [daemon, 'ink'],
      [daemon, 'react/jsx-runtime'],
    ],
    allows: [
      [daemon, 'ws'],
      [tui, 'react'],
    ],
  },
  'one folder opens the database': {
    rule: levelRule,
    refuses: [
      [daemon, 'level'],
      [provider, 'classic-level'],
      [daemon, 'abstract-level', true],
    ],
    allows: [[store, 'level']],
  },
  'one folder runs the SDK': {
    rule: sdkRule,
    refuses: [
      [daemon, '@anthropic-ai/sdk'],
      [simulator, '@anthropic-ai/sdk'],
    ],
    allows: [
      [provider, '@anthropic-ai/sdk'],
      [simulator, '@anthropic-ai/sdk', true],
    ],
  },
  'the simulator stands alone': {
    rule: simulatorRule,
    refuses: [
      [simulator, '../server/socket.ts'],
      [simulator, '@jackdaw/core'],
      [simulator, 'ws'],
      [simulator, '@anthropic-ai/sdk'],
    ],
    allows: [
      [simulator, './models.ts'],
      [simulator, './scenarios/echo.ts'],
      [simulator, 'node:http'],
      [simulator, 'zod'],
      [simulator, '@anthropic-ai/sdk', true],
      [daemon, '../simulator/index.ts'],
    ],
  },
  'packages are imported by name': {
    rule: ownPackageRule,
    refuses: [
      [tui, '../../core/src/index.ts'],
      [core, '../../package.json'],
    ],
    allows: [
      [daemon, '../store/level-store.ts'],
      [tui, '@jackdaw/core/client'],
    ],
  },
};

describe.each(Object.entries(examples))('%s', (_, { rule, refuses, allows }) => {
  for (const [file, specifier, typeOnly = false] of refuses) {
    test(`${file} may not import ${specifier}`, () => {
      expect(rule(file, { specifier, typeOnly })).toBeTypeOf('string');
    });
  }

  for (const [file, specifier, typeOnly = false] of allows) {
    test(`${file} may import ${specifier}`, () => {
      expect(rule(file, { specifier, typeOnly })).toBeUndefined();
    });
  }
});
