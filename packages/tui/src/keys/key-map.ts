import type { Key } from 'ink';
import { nearestWord } from '@jackdaw/core/nearest-word';
import { chordOf, letterChordOf, parseChord, showChord, type Chord } from './chord.ts';
import { KEY_BINDINGS, type KeyBinding, type KeyId } from './key-bindings.ts';
import { VIEW_BINDINGS, VIEW_NAMES, type ViewKeyId, type ViewName } from './view-bindings.ts';

/** A binding as it holds, with its keys as people write them: `Ctrl+P`. */
export interface ShownBinding extends KeyBinding {
  readonly id: KeyId | ViewKeyId;
  readonly shown: readonly string[];
  /** Whether the config gave it its keys. */
  readonly changed: boolean;
}

/** Which key does what: the built-in table with the config's changes. */
export interface KeyMap {
  /** What a key is bound to in the input; null where it types, or does nothing. */
  find(input: string, key: Key): KeyId | null;
  /** The same while earlier prompts are searched. */
  findInSearch(input: string, key: Key): KeyId | null;
  /** The same in a full-screen view, where a letter is a key. */
  findInView(view: ViewName, input: string, key: Key): ViewKeyId | null;
  /** The first key of a binding as texts name it; empty where it has none. */
  label(id: KeyId | ViewKeyId): string;
  readonly bindings: readonly ShownBinding[];
}

/** The config's `keys`: one chord, several, or none (`[]`) for each binding. */
export type KeyOverrides = Readonly<Record<string, string | readonly string[]>>;

/**
 * Never throws: an entry that cannot be taken is left out, and `problems` says why, one sentence each. Where two
 * bindings of one place would share a key, the config's entry is the one left out.
 */
export function createKeyMap(overrides: KeyOverrides = {}): {
  readonly keys: KeyMap;
  readonly problems: readonly string[];
} {
  const { accepted, problems } = checkOverrides(overrides);
  const bindings = KEY_BINDINGS.map((binding): ShownBinding => {
    const keys = accepted.get(binding.id) ?? binding.keys;
    return { ...binding, keys, shown: keys.map(showChord), changed: accepted.has(binding.id) };
  });
  const tables = new Map<string, KeyId | ViewKeyId>(
    bindings.flatMap((binding) =>
      layersOf(binding).flatMap((layer) =>
        binding.keys.map((chord) => [`${layer} ${chord}`, binding.id] as const),
      ),
    ),
  );
  /** Shift means nothing on a key that is bound without it only: people hold it too long. */
  const look = (layer: Layer, chord: Chord | null) =>
    chord === null
      ? null
      : (tables.get(`${layer} ${chord}`) ?? tables.get(`${layer} ${chord.replace('shift+', '')}`) ?? null);
  const lookInInput = (layer: 'input' | 'search', input: string, key: Key): KeyId | null => {
    const id = look(layer, chordOf(input, key));
    return id !== null && !isOfView(id) ? id : null;
  };
  return {
    problems,
    keys: {
      find: (input, key) => lookInInput('input', input, key),
      findInSearch: (input, key) => lookInInput('search', input, key),
      findInView(view, input, key) {
        const id = look(view, letterChordOf(input, key));
        return id !== null && isOfView(id) ? id : null;
      },
      label: (id) => bindings.find((binding) => binding.id === id)?.shown[0] ?? '',
      bindings,
    },
  };
}

/** Where no key does anything: lines are typed, and commands do all. */
export const NO_KEYS: KeyMap = {
  find: () => null,
  findInSearch: () => null,
  findInView: () => null,
  label: () => '',
  bindings: [],
};

/** Where a chord has one meaning. */
type Layer = 'input' | 'search' | ViewName;

function layersOf({ context }: KeyBinding): readonly Layer[] {
  if (context === 'chat' || context === 'editing') return ['input'];
  if (context === 'search') return ['search'];
  return VIEW_NAMES.filter((name) => context === 'view' || context === `${name}-view`);
}

function isOfView(id: KeyId | ViewKeyId): id is ViewKeyId {
  return VIEW_BINDINGS.some((binding) => binding.id === id);
}

function checkOverrides(overrides: KeyOverrides): {
  readonly accepted: ReadonlyMap<string, readonly Chord[]>;
  readonly problems: readonly string[];
} {
  const accepted = new Map<string, readonly Chord[]>();
  const problems: string[] = [];
  for (const [id, value] of Object.entries(overrides)) {
    const binding: KeyBinding | undefined = KEY_BINDINGS.find((known) => known.id === id);
    const letters = VIEW_BINDINGS.some((known) => known.id === id);
    const parsed = (typeof value === 'string' ? [value] : value).map((text) => parseChord(text, { letters }));
    const bad = parsed.flatMap((result) => ('problem' in result ? [result.problem] : []));
    if (binding === undefined) problems.push(unknownBinding(id));
    else if (binding.fixed === true)
      problems.push(`keys.${id}: ${binding.keys.map(showChord).join(', ')} cannot be given away.`);
    else if (bad.length > 0) problems.push(...bad.map((problem) => `keys.${id}: ${problem}.`));
    else
      accepted.set(id, [...new Set(parsed.flatMap((result) => ('chord' in result ? [result.chord] : [])))]);
  }
  // Leaving one out gives its old keys back, which another may have taken meanwhile.
  for (let clash = findClash(accepted); clash !== null; clash = findClash(accepted)) {
    problems.push(
      `keys.${clash.id}: ${showChord(clash.chord)} is ${clash.holder} already.${isFixed(clash.holder) ? '' : ` Give keys.${clash.holder} other keys, or none: [].`}`,
    );
    accepted.delete(clash.id);
  }
  return { accepted, problems };
}

function isFixed(id: string): boolean {
  return KEY_BINDINGS.some((binding: KeyBinding) => binding.id === id && binding.fixed === true);
}

function unknownBinding(id: string): string {
  const ids = KEY_BINDINGS.map((binding) => binding.id);
  const nearest = nearestWord(id, ids);
  return `keys.${id}: there is no such binding. ${nearest === null ? `There are: ${ids.join(', ')}.` : `Did you mean ${nearest}?`}`;
}

function findClash(accepted: ReadonlyMap<string, readonly Chord[]>): {
  readonly id: string;
  readonly chord: Chord;
  readonly holder: string;
} | null {
  const holders = new Map<string, KeyBinding>();
  // Built-in keys first: it is the config's entry that has to go.
  const bindings: readonly KeyBinding[] = KEY_BINDINGS.toSorted(
    (one, other) => Number(accepted.has(one.id)) - Number(accepted.has(other.id)),
  );
  for (const binding of bindings) {
    for (const chord of accepted.get(binding.id) ?? binding.keys) {
      for (const layer of layersOf(binding)) {
        const holder = holders.get(`${layer} ${chord}`);
        if (holder !== undefined) return { id: binding.id, chord, holder: holder.id };
        holders.set(`${layer} ${chord}`, binding);
      }
    }
  }
  return null;
}
