/** Where the daemon's rooms tell what they met; pino fits. Never give it prompts, answers or keys. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
