import type { Motion } from '@jackdaw/core/home';
import { Text } from 'ink';
import { fitText } from '../output/index.ts';
import type { ChatView } from '../state/index.ts';
import { isCountingDown } from '../state/offer.ts';
import { statusText } from '../state/status-text.ts';
import { neutraliseLine } from '../text/index.ts';
import type { Theme } from '../theme/index.ts';
import { useTick } from './use-tick.ts';

interface StatusLineProps {
  readonly view: ChatView;
  readonly columns: number;
  readonly theme: Theme;
  readonly motion: Motion;
  readonly now: () => number;
}

/** Where little is to move, times are told anew this often. Milliseconds. */
const CALM_MS = 5_000;

/** One line under the input; it moves only while something goes on. */
export function StatusLine({ view, columns, theme, motion, now }: StatusLineProps) {
  // While text arrives, the text shows that something goes on.
  const phase = view.turn?.progress.phase ?? 'ended';
  useTick(phase !== 'ended' && phase !== 'answering', motion === 'full' ? 200 : CALM_MS);
  useTick(isCountingDown(view.offer, now()), motion === 'full' ? 1_000 : CALM_MS);
  const text = fitText(neutraliseLine(statusText(view, now())), columns - 3);
  const stands = view.hint !== null || view.connection.status !== 'connected';
  return <Text wrap="truncate-end">{`  ${stands ? theme.shine(text) : theme.dim(text)}`}</Text>;
}
