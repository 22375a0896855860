/** What the client needs of a WebSocket; each socket library is an adapter of a few lines. */
export interface MessageSocket {
  /** Rejects when the socket is closed. */
  send(text: string): Promise<void>;
  close(code?: number, reason?: string): void;
  onMessage(listener: (text: string) => void): void;
  /** Called once, also for a socket that is closed already. */
  onClose(listener: (code: number, reason: string) => void): void;
}
