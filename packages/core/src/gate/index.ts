export { createGate, type GateOptions } from './create-gate.ts';
export type { Gate, GatedCall, GateState, Pass } from './gate.ts';
