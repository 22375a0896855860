export type { AmendAttempt, AttemptLine, RecordAttempt } from './attempt-line.ts';
export { openLedger, type Ledger } from './ledger.ts';
export type { TurnLine, TurnOutcomeKind } from './turn-line.ts';
