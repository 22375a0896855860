import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * A copy of the work tree as it stands (what git knows or would take in) with the installed packages: its own links to
 * the project's packages, and those of others from the original's store. Throws where `root` is no git checkout.
 */
export function copyTree(root: string, target: string): void {
  const listed = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (listed.status !== 0) throw new Error(`git cannot list the files of ${root}: ${listed.stderr}`);
  for (const file of listed.stdout.split('\0')) {
    // One that is deleted and not committed yet is listed, too.
    if (file === '' || !existsSync(path.join(root, file))) continue;
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(target, file));
  }
  const packages = readdirSync(path.join(root, 'packages')).map((name) => path.join('packages', name));
  for (const folder of ['', ...packages].map((above) => path.join(above, 'node_modules'))) {
    if (!existsSync(path.join(root, folder))) continue;
    cpSync(path.join(root, folder), path.join(target, folder), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !/^\.(?:pnpm|vite.*)$/.test(path.basename(source)),
    });
  }
  symlinkSync(path.join(root, 'node_modules', '.pnpm'), path.join(target, 'node_modules', '.pnpm'));
}
