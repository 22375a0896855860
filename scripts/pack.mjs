// Makes the one package that is published: the bundles, the command's start, the manual page, licences and the bill of
// materials. `node scripts/run.mjs package [FOLDER]` leaves `jackdaw-VERSION.tgz` and the bill in FOLDER (default: here).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { billOfMaterials } from './bill-of-materials.mjs';
import { bundle } from './bundle.mjs';
import { programs } from './bundles.mjs';
import { copyDeclarations } from './declarations.mjs';
import { fail, SetupError } from './notes.mjs';
import { packageManifest } from './package-manifest.mjs';
import { root } from './root.mjs';
import { bundledPackages, thirdPartyNotices } from './third-party.mjs';

/** Where the package is put together. */
const stage = path.join(root, '.build', 'package');

/** The command's start. Old Node versions have to be able to read it: the program's own complaint is in the bundle. */
const starter = `#!/usr/bin/env node
import module from 'node:module';
// Compiled code is kept between runs: it takes 15 ms off the start of the chat.
module.enableCompileCache?.();
await import('../packages/tui/dist/jackdaw.mjs');
`;

/** @param {string} name @param {string} text @param {number} [mode] */
function put(name, text, mode = 0o644) {
  const file = path.join(stage, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text, { mode });
}

/** Standard output of a program that has to succeed. @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  if (result.status !== 0) throw new SetupError(`${command} ${args.join(' ')} failed.`);
  return result.stdout;
}

async function pack(/** @type {string} */ target) {
  fs.rmSync(stage, { recursive: true, force: true });
  const bundles = await Promise.all(
    programs.map((program) => bundle(program, { base: stage, minify: true })),
  );
  const inputs = bundles.flatMap((bundled) => bundled.inputs);
  put('package.json', `${JSON.stringify(packageManifest(), null, 2)}\n`);
  put('bin/jackdaw.mjs', starter, 0o755);
  copyDeclarations('library/index', path.join(stage, 'types'));
  put('THIRD-PARTY.md', thirdPartyNotices(bundledPackages(inputs)));
  for (const name of ['README.md', 'LICENSE', 'NOTICE.md', 'CHANGELOG.md']) {
    fs.copyFileSync(path.join(root, name), path.join(stage, name));
  }
  put('man/jackdaw.1', run(process.execPath, ['bin/jackdaw.mjs', 'man'], stage));
  fs.mkdirSync(target, { recursive: true });
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', target], stage));
  const [{ filename, size, unpackedSize }] = Array.isArray(packed) ? packed : Object.values(packed);
  const bill = path.join(target, filename.replace(/\.tgz$/, '.cdx.json'));
  fs.writeFileSync(bill, billOfMaterials());
  return {
    package: path.join(target, filename),
    billOfMaterials: bill,
    bytes: size,
    unpackedBytes: unpackedSize,
  };
}

try {
  const result = await pack(path.resolve(process.argv[2] ?? '.'));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} catch (error) {
  fail(error);
}
