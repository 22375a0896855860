import type { Neighbour } from '../semantic/vector-index.ts';

/** The best neighbours so far, at most `count`, best first; of equally similar ones the smaller id. */
export interface RankedNeighbours {
  readonly list: Neighbour[];
  /** What a further neighbour needs at least: the bar asked for, or once the list is full, what its last one has. */
  readonly bar: number;
  offer(neighbour: Neighbour): void;
}

export function createRankedNeighbours(count: number, atLeast: number): RankedNeighbours {
  const list: Neighbour[] = [];
  return {
    list,
    get bar() {
      return list.length < count ? atLeast : (list.at(-1)?.similarity ?? atLeast);
    },
    offer(neighbour) {
      if (!(neighbour.similarity >= atLeast)) return;
      let place = list.length;
      while (place > 0 && comesBefore(neighbour, list[place - 1])) place -= 1;
      list.splice(place, 0, neighbour);
      if (list.length > count) list.pop();
    },
  };
}

function comesBefore(one: Neighbour, other: Neighbour | undefined): boolean {
  if (other === undefined) return false;
  return one.similarity === other.similarity ? one.id < other.id : one.similarity > other.similarity;
}
