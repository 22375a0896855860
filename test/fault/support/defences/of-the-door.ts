import { defence, type Defence } from './defence.ts';

const SERVER = 'packages/daemon/src/server';
const LIFE = 'packages/daemon/src/lifecycle';
const GUARD_TEST = 'test/integration/socket/guard.test.ts';
const AUTHORIZATION_TEST = 'test/integration/socket/authorization.test.ts';
const FRAMES_TEST = 'test/integration/socket/frames.test.ts';
const TRICKS_TEST = 'test/integration/security/http-tricks.test.ts';
const LOOPBACK_TEST = 'test/integration/security/loopback.test.ts';
const FOLDER_TEST = 'test/unit/daemon/lifecycle/private-folder.test.ts';

/** What keeps out those who may not come in, and bounds what the others send. */
export const DOOR: readonly Defence[] = [
  defence(
    'origin',
    `${SERVER}/request-guard.ts`,
    'origin !== undefined && !allowedOrigins.includes(origin)',
    'origin === null',
    GUARD_TEST,
    'no web page connects',
  ),
  defence(
    'host',
    `${SERVER}/request-guard.ts`,
    'if (named === null || (port !== null && Number(named[1] ?? 80) !== port)) {',
    'if (named === undefined) {',
    GUARD_TEST,
    'a name that is not this machine',
  ),
  defence(
    'one-reading',
    `${SERVER}/request-guard.ts`,
    'return refuseAmbiguous(request) ?? refuseForeign(request, options);',
    'return refuseForeign(request, options);',
    TRICKS_TEST,
  ),
  defence(
    'token',
    `${SERVER}/token.ts`,
    'return compare(digest(given), digest(token));',
    "return given !== '' || digest(token).length === compare.length;",
    AUTHORIZATION_TEST,
    'a wrong token in hello',
  ),
  defence(
    'token-needed',
    `${SERVER}/create-server.ts`,
    'connect(webSocket, known ? null : token, connection)',
    'connect(webSocket, null, connection)',
    AUTHORIZATION_TEST,
    'no token in hello',
  ),
  defence(
    'metrics-token',
    `${SERVER}/metrics-route.ts`,
    'if (!mayRead(headers.authorization)) {',
    "if (headers.authorization === '') {",
    'test/integration/telemetry/prometheus.test.ts',
    'nobody without the token reads them',
  ),
  defence(
    'hello-timeout',
    `${SERVER}/create-server.ts`,
    'clock.sleep(limits.helloTimeoutMs, signal).then(',
    'clock.sleep(2 ** 31 - 1, signal).then(',
    AUTHORIZATION_TEST,
    'stays silent',
  ),
  defence(
    'few-strangers',
    `${SERVER}/create-server.ts`,
    'strangers < limits.maxStrangers || isKnown(authorization)',
    'strangers >= 0 || isKnown(authorization)',
    AUTHORIZATION_TEST,
    'strangers beyond the limit',
  ),
  defence(
    'loopback',
    `${SERVER}/listener.ts`,
    "host: '127.0.0.1', port: where.port",
    "host: '0.0.0.0', port: where.port",
    LOOPBACK_TEST,
    'the daemon listens',
  ),
  defence(
    'simulator-loopback',
    'packages/daemon/src/simulator/simulator.ts',
    "server.listen(port, '127.0.0.1');",
    'server.listen(port);',
    LOOPBACK_TEST,
    'the simulator',
  ),
  defence(
    'run-folder-mode',
    `${LIFE}/private-folder.ts`,
    '(found.mode & OTHERS) !== 0',
    '(found.mode & OTHERS) < 0',
    FOLDER_TEST,
    'open to others',
  ),
  defence(
    'run-folder-owner',
    `${LIFE}/private-folder.ts`,
    'uid !== undefined && found.uid !== uid',
    'uid !== undefined && found.uid === -1',
    FOLDER_TEST,
    'of another user',
  ),
  defence(
    'run-folder-link',
    `${LIFE}/private-folder.ts`,
    'refuseLinks ? lstatSync(folder) : statSync(folder)',
    'refuseLinks && !lstatSync ? lstatSync(folder) : statSync(folder)',
    FOLDER_TEST,
    'a link is refused',
  ),
  defence(
    'socket-mode',
    `${SERVER}/create-server.ts`,
    'chmodSync(socketPath, 0o600)',
    'chmodSync(socketPath, 0o666)',
    'test/integration/daemon/life.test.ts',
    'publishes where it listens',
  ),
  defence(
    'daemon-file-mode',
    `${LIFE}/daemon-file.ts`,
    "{ mode: 0o600, flag: 'w' }",
    "{ mode: 0o644, flag: 'w' }",
    'test/unit/daemon/lifecycle/daemon-file.test.ts',
  ),
  defence(
    'frame-size',
    `${SERVER}/listener.ts`,
    'maxPayload: limits.maxFrameBytes,',
    'maxPayload: 0,',
    FRAMES_TEST,
    'a frame of 64 MB',
  ),
  defence(
    'request-shape',
    'packages/core/src/protocol/request-schema.ts',
    'export const requestSchema = z\n  .strictObject({',
    'export const requestSchema = z\n  .looseObject({',
    FRAMES_TEST,
    'wrong parameters are named',
  ),
  defence(
    'method-names',
    'packages/core/src/protocol/methods.ts',
    'return Object.hasOwn(METHODS, name);',
    'return name in METHODS;',
    FRAMES_TEST,
    'constructor',
  ),
  defence(
    'prompt-size',
    'packages/core/src/admission/create-admission.ts',
    'if (bytes <= maxPromptBytes) return;',
    'if (bytes <= Infinity) return;',
    'test/unit/core/admission/create-admission.test.ts',
  ),
  defence(
    'queue-length',
    'packages/core/src/admission/create-admission.ts',
    'if (waiting >= maxQueue) throw',
    'if (waiting > 1e9) throw',
    'test/unit/core/admission/create-admission.test.ts',
    'no room for',
  ),
  defence(
    'slow-reader',
    `${SERVER}/send-queue.ts`,
    'if (queuedBytes > maxQueuedBytes) overflow();',
    'if (queuedBytes > Infinity) overflow();',
    'test/integration/socket/slow-reader.test.ts',
  ),
];
