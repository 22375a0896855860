export { MOTIONS, THEMES, type Motion, type ThemeName } from './appearance.ts';
export { configSchema, type Config } from './config-schema.ts';
export { daemonArguments, DAEMON_ENVIRONMENT, type DaemonMode } from './daemon-arguments.ts';
export { homePaths, type HomeEnvironment, type HomePaths } from './home-paths.ts';
export { MINILM_FILES, modelFolder, WEIGHTS_FILE, type ModelFile } from './model-files.ts';
export { parseConfig } from './parse-config.ts';
export type { SemconvVersion } from './semconv-version.ts';
export { parseDuration, parseSize } from './units.ts';
