/** A mistake in the arguments: told without a stack, exit code 2. */
export class UsageError extends Error {}
