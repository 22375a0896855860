import path from 'node:path';
import type { Import } from './imports.ts';

/** Who may import whom. A rule says why an import in a file breaks it, or nothing. */
export type ImportRule = (file: string, imported: Import) => string | undefined;

const coreMayImport = [
  'ajv',
  'zod',
  'jsonc-parser',
  'limiter',
  'lru-cache',
  'node:crypto',
  'node:perf_hooks',
];
const terminalMayImportOfCore = new Set([
  '@jackdaw/core/protocol',
  '@jackdaw/core/client',
  '@jackdaw/core/home',
  '@jackdaw/core/nearest-word',
]);
const level = ['level', 'classic-level', 'abstract-level'];
const sdk = ['@anthropic-ai/sdk'];

export const corePureRule: ImportRule = (file, { specifier }) =>
  isIn(file, 'packages/core') && !isRelative(specifier) && !isOf(specifier, coreMayImport)
    ? 'core is pure: no files, sockets, processes, screens or SDK'
    : undefined;

export const terminalRule: ImportRule = (file, { specifier }) => {
  if (!isIn(file, 'packages/tui')) return undefined;
  if (isOf(specifier, ['@jackdaw/core']) && !terminalMayImportOfCore.has(specifier)) {
    return 'the terminal knows of core only its protocol, client and home';
  }
  return isOf(specifier, ['@jackdaw/daemon', ...level, ...sdk])
    ? 'the terminal speaks to the daemon over its socket alone'
    : undefined;
};

export const daemonRule: ImportRule = (file, { specifier }) =>
  isIn(file, 'packages/daemon') && isOf(specifier, ['@jackdaw/tui', 'ink', 'react'])
    ? 'the daemon has no screen'
    : undefined;

export const levelRule: ImportRule = (file, { specifier }) =>
  isOf(specifier, level) && !isIn(file, 'packages/daemon/src/store')
    ? 'the database is opened in packages/daemon/src/store and nowhere else'
    : undefined;

export const sdkRule: ImportRule = (file, { specifier, typeOnly }) =>
  isOf(specifier, sdk) && !typeOnly && !isIn(file, 'packages/daemon/src/provider')
    ? 'the SDK runs in packages/daemon/src/provider and nowhere else; its types may be imported as types'
    : undefined;

export const simulatorRule: ImportRule = (file, { specifier, typeOnly }) => {
  const home = 'packages/daemon/src/simulator';
  if (!isIn(file, home)) return undefined;
  const allowed = isRelative(specifier)
    ? isIn(resolve(file, specifier), home)
    : specifier === 'zod' || specifier.startsWith('node:') || (isOf(specifier, sdk) && typeOnly);
  return allowed ? undefined : 'the simulator stands alone, as the service does that it simulates';
};

export const ownPackageRule: ImportRule = (file, { specifier }) => {
  const home = file.split('/').slice(0, 3).join('/');
  return isRelative(specifier) && !isIn(resolve(file, specifier), home)
    ? 'another package is imported by its name, not by its path'
    : undefined;
};

export const importRules: readonly ImportRule[] = [
  corePureRule,
  terminalRule,
  daemonRule,
  levelRule,
  sdkRule,
  simulatorRule,
  ownPackageRule,
];

/** The path of the file that a relative specifier names, from the checkout's folder. */
export function resolve(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier);
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

/** Whether a specifier names one of the packages or a path in one. */
function isOf(specifier: string, packages: readonly string[]): boolean {
  return packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}
