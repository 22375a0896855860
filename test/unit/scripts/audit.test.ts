import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { auditPackages } from '../../../scripts/audit.mjs';
import { isAllowedLicence } from '../../../scripts/licences.mjs';

const integrity = `{integrity: sha512-${'a'.repeat(86)}==}`;

interface Package {
  readonly name?: string;
  readonly resolution?: string;
  readonly locked?: boolean;
  readonly manifest?: object;
}

/** A checkout with one good package and the given one. */
function checkout(
  { name = 'bad', resolution = integrity, locked = true, manifest = {} }: Package,
  builds = '',
) {
  const root = mkdtempSync(path.join(tmpdir(), 'jackdaw-audit-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const install = (of: string, fields: object) => {
    const folder = path.join(root, 'node_modules/.pnpm', `${of.replace('/', '+')}@1.0.0`, 'node_modules', of);
    mkdirSync(folder, { recursive: true });
    const content = { name: of, version: '1.0.0', license: 'MIT', ...fields };
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify(content));
    return folder;
  };
  const good = install('good', {});
  const other = install(name, manifest);
  symlinkSync(good, path.join(other, '..', 'good-by-another-name'));
  writeFileSync(
    path.join(root, 'pnpm-workspace.yaml'),
    `packages:\n  - packages/*\n\nallowBuilds:\n  x: false\n${builds}`,
  );
  const entries = [
    `  good@1.0.0:\n    resolution: ${integrity}\n    hasBin: true`,
    ...(locked ? [`  '${name}@1.0.0':\n    resolution: ${resolution}`] : []),
  ];
  writeFileSync(
    path.join(root, 'pnpm-lock.yaml'),
    `lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\npackages:\n\n${entries.join('\n\n')}\n\nsnapshots:\n\n  good@1.0.0: {}\n`,
  );
  return root;
}

test('the packages of this checkout are all let be', () => {
  expect(auditPackages(fileURLToPath(new URL('../../..', import.meta.url)))).toEqual([]);
});

describe('a package is refused', () => {
  test.each<[string, Package, string]>([
    ['under a copyleft licence', { manifest: { license: 'GPL-3.0-only' } }, 'GPL-3.0-only'],
    ['under none', { manifest: { license: undefined } }, 'null'],
    ['under its own words', { manifest: { license: 'SEE LICENSE IN EULA' } }, 'SEE LICENSE'],
    ['under both of two, one of them copyleft', { manifest: { license: '(MIT AND AGPL-3.0)' } }, 'AGPL'],
    ['from an address', { resolution: '{tarball: https://example.com/bad.tgz}' }, 'elsewhere'],
    [
      'with a checksum and an address',
      { resolution: `${integrity.slice(0, -1)}, tarball: https://x/y.tgz}` },
      'elsewhere',
    ],
    [
      'from a repository',
      { resolution: '{commit: abc, repo: https://example.com/x.git, type: git}' },
      'elsewhere',
    ],
    ['with a weak checksum', { resolution: '{integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}' }, 'elsewhere'],
    ['without a checksum', { resolution: '' }, 'without a checksum'],
    ['that runs code at install', { manifest: { scripts: { postinstall: 'node x' } } }, 'postinstall'],
    ['that is not locked', { locked: false }, 'not locked'],
    ['in a scope too', { name: '@scope/bad', manifest: { license: 'GPL-2.0' } }, '@scope/bad@1.0.0'],
  ])('%s', (_, wrong, told) => {
    expect(auditPackages(checkout(wrong))).toEqual([expect.stringContaining(told)]);
  });

  test('that was let run code at install', () => {
    expect(auditPackages(checkout({}, '  bad: true\n'))).toEqual(['bad may run code when it is installed.']);
  });
});

test('a package whose script is denied is let be', () => {
  const denied = checkout({ manifest: { scripts: { install: 'node-gyp' } } }, '  bad: false\n');
  expect(auditPackages(denied)).toEqual([]);
});

test('a lock file of another form is told, not taken for an empty one', () => {
  const root = checkout({});
  writeFileSync(path.join(root, 'pnpm-lock.yaml'), "lockfileVersion: '10.0'\n");
  expect(() => auditPackages(root)).toThrow('another form');
});

test.each<[unknown, boolean]>([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['GPL-3.0 OR (ISC AND BSD-3-Clause)', true],
  ['MIT AND MPL-2.0', false],
  ['MPL-2.0', false],
  ['Apache-2.0 WITH LLVM-exception', false],
  ['(MIT', false],
  ['MIT)', false],
  ['', false],
  [{ type: 'MIT' }, false],
  [['MIT'], false],
])('the licence %j: %s', (expression, allowed) => expect(isAllowedLicence(expression, 'x')).toBe(allowed));

test('an exception holds for its packages alone', () => {
  expect(isAllowedLicence('MPL-2.0', 'lightningcss-linux-x64-gnu')).toBe(true);
  expect(isAllowedLicence('MPL-2.0', 'lightningcss2')).toBe(false);
});
