import path from 'node:path';

/** Whether the file and the folders above it are named in kebab-case, as in `turn/run-turn.ts`. */
export function isKebabCase(file: string): boolean {
  const { dir, name } = path.posix.parse(file);
  return [...dir.split('/'), name].every((part) =>
    /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|eval|d))?$/.test(part),
  );
}
