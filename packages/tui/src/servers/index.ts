export { findLocalServers, USUAL_SERVERS, type LocalServer } from './find-local-servers.ts';
export { httpAsk, type HttpAnswer, type HttpQuestion } from './http-ask.ts';
export { lookAtServer, type ServerLook, type ServerQuestion } from './look-at-server.ts';
export { tidyAddress, VENDOR_ADDRESS } from './tidy-address.ts';
export { problemWithKey, tidyKey } from './tidy-key.ts';
