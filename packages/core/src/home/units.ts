import { z } from 'zod';

const DURATIONS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** `"7d"`, `"15m"`, `"500ms"`: milliseconds. Throws a RangeError on anything else. */
export function parseDuration(text: string): number {
  return parseUnits(text, DURATIONS, 'a duration like "30s", "15m" or "7d"');
}

/** `"1GiB"`, `"200MiB"`: bytes. Throws a RangeError on anything else. */
export function parseSize(text: string): number {
  return parseUnits(text, SIZES, 'a size like "500MiB" or "1GiB"');
}

function parseUnits(text: string, units: Readonly<Record<string, number>>, expected: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/.exec(text.trim()) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  if (digits === undefined || factor === undefined)
    throw new RangeError(`expected ${expected}, got "${text}"`);
  return Math.round(Number(digits) * factor);
}

function unitSchema(parse: (text: string) => number) {
  return z.string().superRefine((text, context) => {
    try {
      parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
}

export const durationSchema = unitSchema(parseDuration);
export const sizeSchema = unitSchema(parseSize);
