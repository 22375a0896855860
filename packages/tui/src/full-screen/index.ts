export { showOnAlternateScreen, type Streams } from './alternate-screen.ts';
export { createHandOver, type HandOver, type SuspendTerminal } from './hand-over.ts';
export { createHeldStore, type HeldStore } from './held-store.ts';
export { onStopSignal, stopProcess } from './stop-process.ts';
