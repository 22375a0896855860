/** Where the store tells what it met: keys and counts, never values. A pino logger fits. */
export interface StoreLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export const SILENT_STORE_LOG: StoreLog = { info: () => {}, warn: () => {} };
