import type { AttemptTurn, RecordAttempt } from './attempt-line.ts';

/** Puts attempts on record as one turn's. */
export function forTurn(record: RecordAttempt, turn: AttemptTurn): RecordAttempt {
  return (line) => {
    const amend = record({ ...line, turn });
    return (later) => amend({ ...later, turn });
  };
}
