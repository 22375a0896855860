export { checkSchema } from './compile-schema.ts';
export { createValidate } from './create-validate.ts';
export type { Draft, Validate, Verdict } from './validate.ts';
