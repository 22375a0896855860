/** A problem whose message is all that a user needs: it is shown without a stack. */
export class SetupError extends Error {}

/** Tells on standard error what takes a while. @param {string} text */
export function note(text) {
  process.stderr.write(`jackdaw: ${text}\n`);
}

/** Shows an error and lets the process end with code 1. @param {unknown} error */
export function fail(error) {
  note(
    error instanceof SetupError
      ? error.message
      : error instanceof Error
        ? String(error.stack)
        : String(error),
  );
  process.exitCode = 1;
}
