import fs from 'node:fs';
import path from 'node:path';
import { isAllowedLicence } from './licences.mjs';
import { lockedPackages } from './lock-file.mjs';

/** The checksum of a file of the registry, and nothing else: no address, no folder, no repository. */
const FROM_REGISTRY = /^\{integrity: sha512-[\w+/]{86}==\}$/;

/** Scripts of a package that an install would run. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

/**
 * What is wrong with the packages of a checkout, one sentence each; needs no network. Every locked package comes from
 * the registry with its checksum; every installed one is locked, under a licence that is let be, and runs no code when
 * it is installed. Packages for other machines are not installed here: their licence is looked at there.
 * @param {string} root of the checkout
 * @returns {string[]}
 */
export function auditPackages(root) {
  const locked = lockedPackages(fs.readFileSync(path.join(root, 'pnpm-lock.yaml'), 'utf8'));
  const ids = new Set(locked.map(({ id }) => id));
  const builds = allowedBuilds(fs.readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8'));
  return [
    ...locked.filter(({ resolution }) => !FROM_REGISTRY.test(resolution)).map(wrongSource),
    ...[...builds]
      .filter(([, allowed]) => allowed)
      .map(([name]) => `${name} may run code when it is installed.`),
    ...installedPackages(root).flatMap((manifest) => wrongPackage(manifest, ids, builds)),
  ];
}

/** @param {import('./lock-file.mjs').LockedPackage} locked */
function wrongSource({ id, resolution }) {
  return `${id} comes from elsewhere than the registry, or without a checksum: ${resolution || 'no resolution'}.`;
}

/**
 * @param {Manifest} manifest
 * @param {ReadonlySet<string>} ids
 * @param {ReadonlyMap<string, boolean>} builds
 * @returns {string[]}
 */
function wrongPackage({ name, version, license, scripts = {} }, ids, builds) {
  const id = `${name}@${version}`;
  const runs = INSTALL_SCRIPTS.filter((script) => script in scripts);
  return [
    ...(ids.has(id) ? [] : [`${id} is installed and not locked; install anew.`]),
    ...(isAllowedLicence(license, name)
      ? []
      : [`${id} is under ${JSON.stringify(license ?? null)}, which is not let be (scripts/licences.mjs).`]),
    ...(runs.length === 0 || builds.has(name)
      ? []
      : [`${id} has a script for its install (${runs.join(', ')}); deny it in pnpm-workspace.yaml.`]),
  ];
}

/**
 * @typedef {{ name: string, version: string, license?: unknown, scripts?: Record<string, string> }} Manifest
 * @param {string} root
 * @returns {Manifest[]}
 */
function installedPackages(root) {
  const store = path.join(root, 'node_modules', '.pnpm');
  return fs
    .readdirSync(store, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap(({ name }) => packageFolders(path.join(store, name, 'node_modules')))
    .map((folder) => JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')));
}

/** The package that lies in a folder of pnpm's store; those that it depends on are links. @param {string} folder */
function packageFolders(folder) {
  /** @param {string} below */
  const folders = (below) =>
    fs
      .readdirSync(below, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== '.bin')
      .map(({ name }) => path.join(below, name));
  if (!fs.existsSync(folder)) return [];
  return folders(folder).flatMap((found) =>
    path.basename(found).startsWith('@') ? folders(found) : [found],
  );
}

/** Which packages may run scripts at install: the section `allowBuilds`. @param {string} text */
function allowedBuilds(text) {
  const section = /^allowBuilds:\n((?: {2}.*\n?)*)/m.exec(text)?.[1] ?? '';
  return new Map(
    [...section.matchAll(/^ {2}'?([^\s':]+)'?: (\w+)$/gm)].map(([, name = '', value]) => [
      name,
      value !== 'false',
    ]),
  );
}
