export type { Draft, Validate, Verdict } from './validate.ts';
