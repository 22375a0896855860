import type { KeyMap } from '../keys/index.ts';
import { fitText, formatAge } from '../output/index.ts';
import type { LastTurn } from './chat-view.ts';
import type { TurnProgress } from './turn-progress.ts';

/** Columns of a quoted question at most: what follows it must be seen. */
const QUOTE = 48;

/** Below the badge: what can be done about a similar answer that was served, or seen of one that was not. */
export function similarHints({ hit, suggestion }: TurnProgress, keys: KeyMap): readonly string[] {
  if (hit?.tier === 'semantic') {
    return [`${keys.label('matched') || '/matched'} shows the matched question · ${freshHint(keys)}`];
  }
  if (suggestion === null) return [];
  const { matchedPrompt, similarity } = suggestion;
  return [
    `asked before in other words: “${fitText(matchedPrompt, QUOTE)}” (${similarity.toFixed(2)}) — /similar shows that answer`,
  ];
}

/** Which question a similar answer was given to, beside the one that was asked. */
export function matchedText({ prompt, progress: { hit } }: LastTurn, keys: KeyMap): string {
  const facts = [
    hit?.similarity === undefined ? '' : `similarity ${hit.similarity.toFixed(3)}`,
    hit?.judged === true ? 'judged the same by a model' : '',
    hit === null ? '' : `answered by ${hit.model}, ${formatAge(hit.ageMs)}`,
    freshHint(keys),
  ];
  return [
    `Asked    ${fitLine(prompt)}`,
    `Matched  ${fitLine(hit?.matchedPrompt ?? 'the daemon did not say which')}`,
    facts.filter((fact) => fact !== '').join(' · '),
  ].join('\n');
}

function freshHint(keys: KeyMap): string {
  return `${keys.label('fresh') || '/fresh'} asks fresh`;
}

/** Characters of a question that are shown at most: it may be a page. */
const MOST = 1_000;

function fitLine(text: string): string {
  return fitText(text, MOST);
}
