/** An answer of the demo, and the questions that get it. */
export interface DemoTopic {
  readonly pattern: RegExp;
  /** Markdown. */
  readonly text: string;
}

/** The first line of every answer of the demo, so that nobody takes it for a model's. */
export const demoLabel = '_Simulated answer — no model was asked, nothing was spent._';
