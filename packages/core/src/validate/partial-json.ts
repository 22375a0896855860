import { createPartialTokens, type PartialTokens } from './partial-tokens.ts';

export type PartialValue =
  | string
  | number
  | boolean
  | null
  | readonly PartialValue[]
  | { readonly [key: string]: PartialValue };

/** Reads an object or array while it arrives. */
export interface PartialJson {
  /**
   * Takes the next piece of the text, in time linear in its length; whether `value` has more to tell since the last
   * push. Pieces may be cut anywhere. Never throws.
   */
  push(text: string): boolean;
  /**
   * What is there so far; undefined before the first bracket. Strings grow; numbers, literals and keys appear when they are
   * whole. A value that was given does not change; finished parts are shared between one and the next. Takes time in
   * the width of the objects and arrays that are still open: ask as often as somebody looks, not after each push.
   */
  value(): PartialValue | undefined;
  /** `open` until the last bracket is closed (`whole`), or what arrives is not JSON (`broken`: the value stays as it was). */
  readonly state: 'open' | 'whole' | 'broken';
}

type Container = PartialValue[] | { [key: string]: PartialValue };

interface Open {
  readonly container: Container;
  /** The key under which the next value goes, in an object. */
  key: string | null;
}

/**
 * What was before the first `{` or `[` and what comes after the value is passed over. The answer itself is judged when it
 * is whole: this only shows it on its way.
 */
export function createPartialJson(): PartialJson {
  const stack: Open[] = [];
  let root: Container | undefined;
  let changed = false;
  const tokens: PartialTokens = createPartialTokens({
    open(isArray) {
      const container: Container = isArray ? [] : {};
      if (root === undefined) root = container;
      else place(container);
      stack.push({ container, key: null });
      changed = true;
    },
    close() {
      stack.pop();
      return stack.length;
    },
    key(name) {
      const open = stack.at(-1);
      if (open !== undefined) open.key = name;
    },
    scalar: place,
  });

  function place(value: PartialValue): void {
    const open = stack.at(-1);
    if (open === undefined) return;
    if (Array.isArray(open.container)) open.container.push(value);
    else if (open.key !== null) setOwn(open.container, open.key, value);
    changed = true;
  }

  return {
    push(text) {
      changed = false;
      tokens.push(text);
      const grew = tokens.takeGrown();
      return changed || grew;
    },
    value() {
      let inner: PartialValue | undefined = tokens.partialString();
      for (const { container, key } of stack.toReversed()) inner = withLast(container, key, inner);
      return stack.length === 0 ? root : inner;
    },
    get state() {
      return tokens.state();
    },
  };
}

/** A copy of an open container, with the value under way at its end: in place of its own open part where it has one. */
function withLast(container: Container, key: string | null, value: PartialValue | undefined): PartialValue {
  if (Array.isArray(container)) {
    const copy = container.slice();
    if (value === undefined) return copy;
    // An open array or object is its parent's last element already; a string under way is not.
    if (typeof value === 'object' && copy.length > 0 && typeof copy.at(-1) === 'object') copy.pop();
    copy.push(value);
    return copy;
  }
  const copy: { [key: string]: PartialValue } = {};
  for (const [name, member] of Object.entries(container)) setOwn(copy, name, member);
  if (value !== undefined && key !== null) setOwn(copy, key, value);
  return copy;
}

/** `__proto__` is a key as any other. */
function setOwn(target: { [key: string]: PartialValue }, key: string, value: PartialValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
