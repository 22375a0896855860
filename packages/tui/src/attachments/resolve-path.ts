import path from 'node:path';

/** Where paths of a prompt begin. */
export interface PathPlace {
  readonly cwd: string;
  /** The folder that `~` stands for. */
  readonly home: string;
}

export function resolvePath(name: string, { cwd, home }: PathPlace): string {
  const whole = name === '~' || name.startsWith('~/') ? path.join(home, name.slice(1)) : name;
  return path.resolve(cwd, whole);
}
