import { spawnSync } from 'node:child_process';
import { pnpm } from './install.mjs';
import { SetupError } from './notes.mjs';
import { packageManifest } from './package-manifest.mjs';
import { root } from './root.mjs';

/**
 * What the package is made of, as CycloneDX 1.6 in JSON, by pnpm from the lock file: name, version, licence and checksum
 * of each package that is bundled or installed with it. Throws SetupError.
 */
export function billOfMaterials() {
  const { name, version } = packageManifest();
  const format = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--sbom-type', 'application'];
  const result = spawnSync('npx', ['--yes', pnpm, 'sbom', '--prod', ...format], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    throw new SetupError(
      `the bill of materials could not be made:\n${result.error?.message ?? result.stderr}`,
    );
  }
  const bill = JSON.parse(result.stdout);
  const purl = `pkg:npm/${name}@${version}`;
  const workspace = bill.metadata.component['bom-ref'];
  bill.metadata.component = { ...bill.metadata.component, name, purl };
  // The workspace is private; the package that is published stands for it.
  return `${JSON.stringify(bill, null, 2).replaceAll(workspace, purl)}\n`;
}
