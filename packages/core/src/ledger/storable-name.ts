/** What is beyond the names that are told apart. */
export const OTHERS = '(others)';

/** The name under which figures are kept: callers choose theirs freely, and zod leaves `__proto__` out of a record that it reads. */
export const storableName = (name: string): string => (name === '__proto__' ? OTHERS : name);
