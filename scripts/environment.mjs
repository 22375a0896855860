import path from 'node:path';
import { root } from './root.mjs';

/** What npm sets for its scripts beside the variables that begin with `npm_`. */
const setByNpm = new Set(['INIT_CWD', 'COLOR', 'NODE']);

/**
 * The folder that the user stands in. npm runs scripts in the package's folder and keeps the user's in INIT_CWD; in
 * any other folder INIT_CWD is left over from something else.
 * @param {string} workingFolder
 * @param {NodeJS.ProcessEnv} environment
 */
export function userFolder(workingFolder, environment) {
  return workingFolder === root ? (environment.INIT_CWD ?? root) : workingFolder;
}

/**
 * The environment as the user has it, without what npm adds for its scripts, with `node` found first, and with a
 * place where Node keeps compiled code (it takes 15 ms off the start of the chat).
 * @param {string} node the path of the Node that the task runs on
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function taskEnvironment(node, environment) {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('npm_') && !setByNpm.has(name));
  const searchPath = [path.dirname(node), environment.PATH].join(path.delimiter);
  const compiled = path.join(root, '.build', 'compile-cache');
  return { NODE_COMPILE_CACHE: compiled, ...Object.fromEntries(own), PATH: searchPath };
}
