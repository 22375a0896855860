/** `--NAME VALUE` among a trial's arguments, a whole number; `fallback` where it is absent. Throws on anything else. */
export function numberOption(args: readonly string[], name: string, fallback: number): number {
  const place = args.indexOf(`--${name}`);
  if (place === -1) return fallback;
  const value = Number(args[place + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} takes a whole number from 0 on.`);
}

/** Throws where an argument is none of these options, so that a typo does not run something else. */
export function checkOptions(args: readonly string[], names: readonly string[]): void {
  const unknown = args.find(
    (argument, place) => place % 2 === 0 && !names.some((name) => argument === `--${name}`),
  );
  if (unknown === undefined) return;
  throw new Error(
    `There is no option ${unknown}; there are ${names.map((name) => `--${name} N`).join(', ')}.`,
  );
}
