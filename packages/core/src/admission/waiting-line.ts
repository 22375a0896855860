import type { Priority } from '../turn/chat-request.ts';

/** People who are served in a row while a script waits; then the script is, so that no script waits for ever. */
const PEOPLE_PER_SCRIPT = 4;

/** Two queues as one line: people before scripts, each in order of arrival. */
export class WaitingLine<Entry> {
  readonly #people: Entry[] = [];
  readonly #scripts: Entry[] = [];
  /** People served since a script last was, or since none waited. */
  #inRow = 0;

  get length(): number {
    return this.#people.length + this.#scripts.length;
  }

  add(priority: Priority, entry: Entry): void {
    (priority === 'person' ? this.#people : this.#scripts).push(entry);
  }

  /** False where it is not in the line. */
  remove(entry: Entry): boolean {
    for (const queue of [this.#people, this.#scripts]) {
      const index = queue.indexOf(entry);
      if (index !== -1) {
        queue.splice(index, 1);
        return true;
      }
    }
    return false;
  }

  next(): Entry | undefined {
    if (this.#scripts.length === 0) {
      this.#inRow = 0;
      return this.#people.shift();
    }
    if (this.#people.length > 0 && this.#inRow < PEOPLE_PER_SCRIPT) {
      this.#inRow += 1;
      return this.#people.shift();
    }
    this.#inRow = 0;
    return this.#scripts.shift();
  }

  /** The place, from 1, of whoever came in last with this priority, if nobody else comes. */
  placeOfLast(priority: Priority): number {
    const [people, scripts] = [this.#people.length, this.#scripts.length];
    if (priority === 'person') {
      return people + Math.min(scripts, Math.floor((this.#inRow + people - 1) / PEOPLE_PER_SCRIPT));
    }
    return scripts + Math.min(people, scripts * PEOPLE_PER_SCRIPT - this.#inRow);
  }
}
