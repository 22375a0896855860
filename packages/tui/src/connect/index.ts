export { clientEnvironment, connectToDaemon, type ConnectOptions } from './connect-to-daemon.ts';
export { daemonEnvironment } from './daemon-environment.ts';
export { daemonFilePath, readDaemonFile } from './daemon-file.ts';
export { isRunning } from './is-running.ts';
export { isMissing, makeHomeFolders, readConfig, readConfigText, reasonOf } from './prepare-home.ts';
export { sayHello, skewNote, type Connection, type Session } from './say-hello.ts';
export { startDaemon } from './start-daemon.ts';
export { waitForChange } from './wait-for-change.ts';
export { openSocket, toMessageSocket } from './ws-message-socket.ts';
