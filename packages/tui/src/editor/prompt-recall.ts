/** Going back through earlier prompts with the draft kept. Pure. */
export interface PromptRecall {
  /** Oldest first. */
  readonly prompts: readonly string[];
  /** Which prompt is shown; `prompts.length` is the draft. */
  readonly index: number;
  readonly draft: string;
}

const MOST = 500;

export function createRecall(prompts: readonly string[]): PromptRecall {
  const kept = prompts.slice(-MOST);
  return { prompts: kept, index: kept.length, draft: '' };
}

/** After a prompt was sent or put aside; the same prompt twice in a row is kept once. */
export function remember(recall: PromptRecall, prompt: string): PromptRecall {
  const known = recall.prompts.at(-1) === prompt || prompt.trim() === '';
  return createRecall(known ? recall.prompts : [...recall.prompts, prompt]);
}

/** One prompt back; null at the oldest. `current` is what the editor holds. */
export function recallOlder(
  recall: PromptRecall,
  current: string,
): { recall: PromptRecall; text: string } | null {
  const index = recall.index - 1;
  const text = recall.prompts[index];
  if (text === undefined) return null;
  const draft = recall.index === recall.prompts.length ? current : recall.draft;
  return { recall: { ...recall, index, draft }, text };
}

/** One prompt forward, the draft after the newest; null where the draft is shown. */
export function recallNewer(recall: PromptRecall): { recall: PromptRecall; text: string } | null {
  if (recall.index >= recall.prompts.length) return null;
  const index = recall.index + 1;
  return { recall: { ...recall, index }, text: recall.prompts[index] ?? recall.draft };
}
