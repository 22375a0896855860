/** What a session needs of a WebSocket; each socket library is an adapter of a few lines. */
export interface SessionSocket {
  /** Bytes handed over that the system has not taken yet. */
  readonly bufferedBytes: number;
  /** `taken` is called when the system took the text, or never will. */
  send(text: string, taken: () => void): void;
  /** Sends what was handed over before, then closes. */
  close(code: number, reason: string): void;
}
