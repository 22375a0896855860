import type { ChatSession } from '../render-chat-options.ts';
import type { Theme } from '../theme/index.ts';

/** The first lines of a chat: who speaks, which model answers, where help is. */
export function welcomeText(session: ChatSession, model: string, theme: Theme): readonly string[] {
  const who = `${theme.bold(theme.accent('jackdaw'))} ${theme.dim(session.version)}`;
  const mode = session.demo
    ? theme.shine('demo: every answer is simulated, nothing is billed')
    : model === 'auto'
      ? 'each question goes to the model that fits it'
      : `questions go to ${model}`;
  return [`${who} ${theme.dim('·')} ${mode}`, theme.dim('/help lists commands and keys · Ctrl+D exits')];
}
