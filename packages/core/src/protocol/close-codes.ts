/** Why the daemon closed a socket (WebSocket close codes; 4xxx are ours). */
export const CLOSE_CODES = {
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  invalidText: 1007,
  tooLarge: 1009,
  helloTimeout: 4408,
  unauthorized: 4401,
  protocolMismatch: 4426,
  tooSlow: 4429,
} as const;
