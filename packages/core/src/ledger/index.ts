export {
  isCostKnown,
  type AmendAttempt,
  type AttemptLine,
  type AttemptTurn,
  type RecordAttempt,
} from './attempt-line.ts';
export { isFault } from './figures.ts';
export { forTurn } from './for-turn.ts';
export { createLedgerReader, type LedgerReader, type LedgerReaderOptions } from './ledger-reader.ts';
export { openLedger, type Ledger } from './ledger.ts';
export { marksOfReplayed } from './uncounted-lines.ts';
export type { TurnLine, TurnOutcomeKind } from './turn-line.ts';
