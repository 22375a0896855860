/** What becomes of a kept conversation that fills its model's window: older turns are summarised, or the turn is refused. */
export const CONTEXT_POLICIES = ['compact', 'refuse'] as const;

export interface ContextPolicy {
  readonly policy: (typeof CONTEXT_POLICIES)[number];
  /** Share of the window, above 0 and up to 1, that prompt and answer may take before older turns are summarised. */
  readonly at: number;
  /** The last exchanges (question and answer) that stay as they are, at most; fewer where they alone fill the window. */
  readonly keep: number;
}
