/** Where a store says what a person should know. */
export interface StoreWarnings {
  /** Something that has happened, and stays so. */
  tell(message: string): void;
  /** What does not work at the moment, by its kind; null once it works. Cheap where nothing changes. */
  set(kind: string, message: string | null): void;
}

export const NO_WARNINGS: StoreWarnings = { tell: () => {}, set: () => {} };
