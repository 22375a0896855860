import { createPartialJson } from '../validate/index.ts';
import type { Tell } from './tell.ts';

/**
 * A new value is told when the text has grown by so many characters and by this share: all values together are told in
 * about 20 times the text of a short answer and 7 times that of a long one, which the turn's log holds for a while.
 */
const MIN_GROWTH = 16;
const GROWTH_SHARE = 0.05;
const LONG = 20_000;
const LONG_GROWTH_SHARE = 0.15;

const nextAt = (toldAt: number) =>
  toldAt + Math.max(MIN_GROWTH, toldAt * (toldAt < LONG ? GROWTH_SHARE : LONG_GROWTH_SHARE));

/** Adds `object-delta` to the events of an answer that is JSON: what can be told of it so far. */
export function watchObject(tell: Tell): Tell {
  let object = createPartialJson();
  let length = 0;
  let toldAt = 0;
  let news = false;
  return (event) => {
    tell(event);
    if (event.type === 'attempt-start') {
      object = createPartialJson();
      length = toldAt = 0;
      news = false;
    }
    if (event.type !== 'text-delta') return;
    length += event.text.length;
    news = object.push(event.text) || news;
    const isDue = object.state === 'whole' || length >= nextAt(toldAt);
    if (!news || !isDue) return;
    toldAt = length;
    news = false;
    tell({ type: 'object-delta', value: object.value() });
  };
}
