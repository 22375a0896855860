/**
 * Runs `work` and gives its result, or ends it in its midst and throws what `tooLong` makes. A schema comes from whoever
 * asks: its patterns can backtrack, and its references branch, for longer than anybody lives.
 */
export type Bound = <T>(work: () => T, tooLong: () => Error) => T;

export const unbounded: Bound = (work) => work();
