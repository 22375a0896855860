import { neutraliseName } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';

export interface WelcomeFacts {
  /** Of this program. */
  readonly version: string;
  /** Whether the demo was asked for. */
  readonly demo: boolean;
  readonly model: string;
}

/** The first lines of a chat: who speaks, which model answers, where help is. */
export function welcomeText({ version, demo, model }: WelcomeFacts, theme: Theme): readonly string[] {
  const who = `${theme.bold(theme.accent('jackdaw'))} ${theme.dim(version)}`;
  const mode = demo
    ? theme.shine('demo: every answer is simulated, nothing is billed')
    : model === 'auto'
      ? 'each question goes to the model that fits it'
      : `questions go to ${neutraliseName(model)}`;
  return [`${who} ${theme.dim('·')} ${mode}`, theme.dim('/help lists commands and keys · Ctrl+D exits')];
}
