export { createUpstreams, type RunningSimulator, type UpstreamsOptions } from './create-upstreams.ts';
export { followStoredKey } from './credentials.ts';
export { followServer, type ServerSettings } from './follow-server.ts';
export { loadConfig } from './load-config.ts';
export { takeEnvironment } from './take-environment.ts';
