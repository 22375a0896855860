const MARK = '[redacted]';

/** Shapes of keys that no message may show, whether they are ours or not. */
const KEY_SHAPES = /\bsk-[A-Za-z0-9_-]{16,}|(?<=\bBearer\s+)[A-Za-z0-9._~+/=-]{8,}/g;

/** So many characters of a secret in a row are a secret themselves; fewer may be an accident. */
const PART = 12;

/** Shorter secrets and encodings stand in texts by chance. Characters. */
const SHORTEST = 8;

/** A word in the place of a key, as servers take it that ask for none: `ollama`. It hides nothing, and stands in their messages. */
const PLACEHOLDER = /^\p{L}*$/u;

/**
 * `text` without the `secrets` (null is left out) in any of their usual encodings, without any twelve characters of one in a
 * row, and without anything that looks like a key. Of under eight characters, letters alone are a word that stands for a
 * key and stay; others go where they stand by themselves. One pass, whatever the text's length.
 */
export function redact(text: string, secrets: readonly (string | null)[]): string {
  const { forms, short, parts } = spellingsOf(secrets);
  let clean = text;
  for (const form of [...forms, ...short]) clean = clean.replaceAll(form, MARK);
  return hideParts(clean, parts).replace(KEY_SHAPES, MARK);
}

interface Spellings {
  readonly secrets: readonly (string | null)[];
  /** Longest first: a short form may lie within a longer one. */
  readonly forms: readonly string[];
  /** Of short secrets: as they are, between other things than letters and digits. */
  readonly short: readonly RegExp[];
  readonly parts: ReadonlySet<string>;
}

/** Of the call before: nearly always the same key, in some hundred pieces. */
let latest: Spellings = { secrets: [], forms: [], short: [], parts: new Set() };

function spellingsOf(secrets: readonly (string | null)[]): Spellings {
  const isKnown =
    secrets.length === latest.secrets.length && secrets.every((secret, at) => secret === latest.secrets[at]);
  if (!isKnown) {
    const given = secrets.filter((secret) => secret !== null);
    const forms = given
      .filter(({ length }) => length >= SHORTEST)
      .flatMap(formsOf)
      .toSorted((a, b) => b.length - a.length);
    const short = given
      .filter((secret) => secret.length < SHORTEST && !PLACEHOLDER.test(secret))
      .map(standingAlone);
    latest = { secrets: [...secrets], forms, short, parts: new Set(forms.flatMap(partsOf)) };
  }
  return latest;
}

function standingAlone(secret: string): RegExp {
  const literal = secret.replaceAll(/[\^$.*+?()[\]{}|/\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\d])${literal}(?![\p{L}\d])`, 'gu');
}

/** A secret as it stands in headers, addresses, JSON, pages and dumps. */
function formsOf(secret: string): readonly string[] {
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const hex = Buffer.from(secret).toString('hex');
  const encoded = [
    inUrl,
    inUrl.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    hex,
    hex.toUpperCase(),
    ...base64Of(secret),
  ];
  return [...new Set([secret, ...encoded.filter((form) => form.length >= SHORTEST)])];
}

/**
 * What of the Base64 of any text around the secret is the secret's alone: three bytes become four characters, so it
 * depends on where among the three it begins (RFC 4648, section 4), in both alphabets.
 */
function base64Of(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const [start, end] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
  });
}

function partsOf(form: string): readonly string[] {
  return Array.from({ length: Math.max(0, form.length - PART + 1) }, (_, at) => form.slice(at, at + PART));
}

function hideParts(text: string, parts: ReadonlySet<string>): string {
  let clean = '';
  let kept = 0;
  for (let at = 0; at + PART <= text.length; at += 1) {
    if (!parts.has(text.slice(at, at + PART))) continue;
    let end = at + PART;
    while (end < text.length && parts.has(text.slice(end - PART + 1, end + 1))) end += 1;
    clean += text.slice(kept, at) + MARK;
    kept = end;
    at = end - 1;
  }
  return clean + text.slice(kept);
}
