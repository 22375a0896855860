export { runCli } from './cli/run-cli.ts';
export type { CliContext } from './cli/cli-context.ts';
export {
  connectToDaemon,
  openSocket,
  type Connection,
  type ConnectOptions,
  type Session,
} from './connect/index.ts';
