export type { AttemptLine, RecordAttempt } from './attempt-line.ts';
