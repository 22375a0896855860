import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** So many characters of a secret in a row are a leak. */
const PART = 12;

/** A secret in the encodings that it may come back in, each cut to pieces that must stand nowhere. */
export function piecesOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...[0, 1, 2].map((before) => {
      const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
      // What the neighbours change is left out at both ends.
      return text.slice(4, -4);
    }),
  ];
  return [
    ...new Set(
      forms.flatMap((form) => {
        const starts = Array.from({ length: form.length - PART + 1 }, (_, at) => at);
        return starts.map((at) => form.slice(at, at + PART));
      }),
    ),
  ];
}

/** The pieces that a text holds. */
export function leaksIn(text: string | Buffer, pieces: readonly string[]): readonly string[] {
  return pieces.filter((piece) => text.includes(piece));
}

/** The files below a folder that hold a piece, by their path in it. */
export function leakingFiles(folder: string, pieces: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .filter((name) => leaksIn(readFileSync(path.join(folder, name)), pieces).length > 0);
}
