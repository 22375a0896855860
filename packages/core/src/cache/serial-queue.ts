/** Runs tasks one at a time, in order. */
export interface SerialQueue {
  /** True where no task is under way and none waits. */
  readonly isIdle: boolean;
  /** Each caller gets its own task's result or error. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  let left = 0;
  const over = () => {
    left -= 1;
  };
  return {
    get isIdle() {
      return left === 0;
    },
    run(task) {
      left += 1;
      const result = last.then(task);
      last = result.then(over, over);
      return result;
    },
  };
}
