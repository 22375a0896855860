import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import type { Target } from './load.ts';

export interface Peer extends Disposable {
  readonly target: Target;
}

interface Recipe {
  readonly name: string;
  readonly manifest: object;
  readonly entry: string;
  start(
    entry: string,
    port: number,
    upstream: string,
  ): { readonly child: ChildProcess; readonly home?: string };
  readonly target: (port: number, upstream: string) => Omit<Target, 'name' | 'port' | 'pid'>;
}

/** Later releases of what it is built on turn every stream into a 500. */
const PORTKEY: Recipe = {
  name: 'portkey',
  manifest: {
    dependencies: { '@portkey-ai/gateway': '1.15.2' },
    overrides: { '@hono/node-server': '1.3.3', hono: '4.9.7' },
  },
  entry: '@portkey-ai/gateway/build/start-server.js',
  start: (entry, port) => ({
    child: spawn(process.execPath, [entry, `--port=${port}`, '--headless'], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
    }),
  }),
  target: (_, upstream) => ({
    headers: {
      'x-portkey-provider': 'anthropic',
      'x-portkey-custom-host': `${upstream}/v1`,
      authorization: 'Bearer k',
      'x-api-key': 'k',
    },
  }),
};

const ROUTER: Recipe = {
  name: 'claude-code-router',
  manifest: { dependencies: { '@musistudio/claude-code-router': '2.0.0' } },
  entry: '@musistudio/claude-code-router/dist/cli.js',
  start(entry, port, upstream) {
    const home = mkdtempSync(path.join(tmpdir(), 'jackdaw-peer-'));
    const folder = path.join(home, '.claude-code-router');
    mkdirSync(folder);
    const provider = {
      name: 'up',
      api_base_url: `${upstream}/v1/messages`,
      api_key: 'k',
      models: ['claude-haiku-5-5'],
      transformer: { use: ['Anthropic'] },
    };
    const config = {
      HOST: '127.0.0.1',
      PORT: port,
      LOG: false,
      Providers: [provider],
      Router: { default: 'up,claude-haiku-5-5' },
    };
    writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
    const env = { PATH: process.env['PATH'], HOME: home, CI: 'true' };
    return { child: spawn(process.execPath, [entry, 'start'], { stdio: 'ignore', env }), home };
  },
  target: () => ({ headers: { 'x-api-key': 'k' }, modelPrefix: 'up,' }),
};

export const PEERS = [PORTKEY, ROUTER] as const;

/** Outside of the repository: a peer is nobody's dependency. */
const CACHE = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'),
  'jackdaw-bench-peers',
);

/** Milliseconds for a peer to listen. */
const PATIENCE_MS = 20_000;

/** Installs a peer where it is not there yet, and starts it. Null, with a note, where that cannot be. */
export async function startPeer(
  recipe: Recipe,
  upstream: string,
  note: (text: string) => void,
): Promise<Peer | null> {
  const entry = install(recipe, note);
  if (entry === null) return null;
  const port = await freePort();
  const { child, home } = recipe.start(entry, port, upstream);
  const stop = () => {
    child.kill('SIGKILL');
    if (home !== undefined) rmSync(home, { recursive: true, force: true });
  };
  if (child.pid === undefined || !(await listens(port, child))) {
    stop();
    note(`${recipe.name} is left out: it did not start`);
    return null;
  }
  return {
    target: { name: recipe.name, port, pid: child.pid, ...recipe.target(port, upstream) },
    [Symbol.dispose]: stop,
  };
}

function install({ name, manifest, entry }: Recipe, note: (text: string) => void): string | null {
  const folder = path.join(CACHE, name);
  const program = path.join(folder, 'node_modules', entry);
  if (existsSync(program)) return program;
  note(`installing ${name} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
  const done = spawnSync('npm', args, { cwd: folder, stdio: 'ignore', timeout: 180_000 });
  if (done.status === 0 && existsSync(program)) return program;
  note(`${name} is left out: it cannot be installed here`);
  return null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function listens(port: number, child: ChildProcess): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
