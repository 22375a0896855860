/** Whether a model thinks before it answers: `auto` leaves it to the model, `on` lets it decide how much, and shows it. */
export const THINKING_MODES = ['auto', 'on', 'off'] as const;
export type ThinkingMode = (typeof THINKING_MODES)[number];

/** The Messages API's `thinking` for a mode; null where nothing is to be said. */
export function thinkingFor(mode: ThinkingMode): Readonly<Record<string, string>> | null {
  switch (mode) {
    case 'auto':
      return null;
    case 'on':
      // Some models hide what they think unless they are asked.
      return { type: 'adaptive', display: 'summarized' };
    case 'off':
      return { type: 'disabled' };
  }
}
