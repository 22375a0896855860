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

  /** How many are in the way of one more of this kind: people do not wait behind scripts. */
  ahead(priority: Priority): number {
    return priority === 'person' ? this.#people.length : this.length;
  }

  add(priority: Priority, entry: Entry): void {
    this.#queueOf(priority).push(entry);
  }

  /** Ahead of its kind: for who has waited before. */
  addFirst(priority: Priority, entry: Entry): void {
    this.#queueOf(priority).unshift(entry);
  }

  entries(): Entry[] {
    return [...this.#people, ...this.#scripts];
  }

  /** Whose turn it is. */
  peek(): Entry | undefined {
    return this.#isScriptsTurn() ? this.#scripts[0] : this.#people[0];
  }

  /** Serves whose turn it is. */
  next(): Entry | undefined {
    if (this.#isScriptsTurn()) {
      this.#inRow = 0;
      return this.#scripts.shift();
    }
    this.#inRow = this.#scripts.length === 0 ? 0 : this.#inRow + 1;
    return this.#people.shift();
  }

  /** Somebody gave up. False where it is not in the line. */
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

  /** The place, from 1, if nobody else comes; 0 where it is not in the line. */
  placeOf(entry: Entry): number {
    const [people, scripts] = [this.#people.length, this.#scripts.length];
    const amongPeople = this.#people.indexOf(entry) + 1;
    if (amongPeople > 0) {
      return amongPeople + Math.min(scripts, Math.floor((this.#inRow + amongPeople - 1) / PEOPLE_PER_SCRIPT));
    }
    const amongScripts = this.#scripts.indexOf(entry) + 1;
    if (amongScripts === 0) return 0;
    return amongScripts + Math.min(people, amongScripts * PEOPLE_PER_SCRIPT - this.#inRow);
  }

  #queueOf(priority: Priority): Entry[] {
    return priority === 'person' ? this.#people : this.#scripts;
  }

  #isScriptsTurn(): boolean {
    if (this.#scripts.length === 0) return false;
    return this.#people.length === 0 || this.#inRow >= PEOPLE_PER_SCRIPT;
  }
}
