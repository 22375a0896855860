/** Says how many jackdaws a request has passed: one that comes back to where it was would go round for ever. */
export const HOPS_HEADER = 'x-jackdaw-hops';
