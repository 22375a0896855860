import fs from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../connect/make-folder.ts';
import type { KeyMap } from '../keys/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Store } from './store.ts';

export interface TourOptions {
  readonly view: Store<ChatView>;
  readonly keys: KeyMap;
  /** Where it is kept that a home has been shown around. */
  readonly folder: string;
  /** Whether the person has begun the next thing: whoever types needs no hint. */
  readonly isBusy: () => boolean;
  readonly tell: (hint: string) => void;
}

export interface Tour {
  /** After each of the first answers one hint, unless this home has had them. A disk that takes nothing is no reason to tell. */
  begin(): Promise<void>;
  close(): void;
}

/** What jackdaw is, in three things to try, each short enough for one or two lines. */
export function tourHints(keys: KeyMap): readonly string[] {
  const palette = keys.label('palette');
  return [
    // First: only what was asked without words before it is the same question in a new conversation.
    'Type /new, then ask that again in other words: the answer is there at once and costs nothing.',
    'The line above tells who answered, in what time and for how much; /why says why.',
    `${palette === '' ? '/' : `${palette} or /`} shows all that can be done here; /tour shows these hints again.`,
  ];
}

export function tourFile(folder: string): string {
  return path.join(folder, 'tour-shown');
}

export function createTour({ view, keys, folder, isBusy, tell }: TourOptions): Tour {
  const hints = tourHints(keys);
  let next = 0;
  let seen = view.get().last;
  let stop = () => {};

  function afterChange(): void {
    const { last, turn } = view.get();
    if (last === seen || turn !== null) return;
    seen = last;
    const hint = hints[next];
    // An answer that failed is no moment for hints.
    if (last === null || last.result === null || hint === undefined) return;
    next += 1;
    if (next === hints.length) stop();
    // After what the same change of the view writes.
    if (!isBusy()) queueMicrotask(() => tell(`Tip ${next} of ${hints.length}: ${hint}`));
  }

  return {
    async begin() {
      try {
        makeFolder(folder);
        // Who makes the file shows around: of two first chats, one.
        await fs.writeFile(tourFile(folder), '', { flag: 'wx', mode: 0o600 });
        stop = view.subscribe(afterChange);
      } catch {
        // Shown before, or it cannot be kept that it was.
      }
    },
    close: () => stop(),
  };
}
