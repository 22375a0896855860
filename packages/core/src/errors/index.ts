export { ERROR_CODES, isErrorCode, type ErrorCode } from './error-codes.ts';
export { JackdawError, type ErrorDetails } from './jackdaw-error.ts';
export { toJackdawError } from './to-jackdaw-error.ts';
export { fromWireError, toWireError, type WireError } from './wire-error.ts';
