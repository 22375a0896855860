/** The answer above the input, as the conversation has it. */
export interface LastAnswer {
  readonly prompt: string;
  /** All parts of it. */
  readonly text: string;
  /** Null where nobody knows. */
  readonly traceId: string | null;
  /** Dollars; null where unknown. */
  readonly costUsd: number | null;
  /** Which of the question's answers it is, from 1, and how many there are. */
  readonly variant: number;
  readonly of: number;
}

/** For the line under an answer that is not alone; empty where it is. */
export function variantText({
  variant,
  of,
  isLast = true,
}: Pick<LastAnswer, 'variant' | 'of'> & {
  /** Whether its question is the conversation's last. */
  readonly isLast?: boolean;
}): string {
  const what = isLast && of > 2 ? 'the next' : of > 2 ? 'the others' : 'the other';
  return of > 1 ? `answer ${variant} of ${of} · /flip shows ${what}` : '';
}
