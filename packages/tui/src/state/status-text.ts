import { formatDollars, formatDuration } from '../output/index.ts';
import { estimateText } from './estimate-text.ts';
import { countdown, waitText } from './wait-text.ts';
import type { ChatView, LiveTurn } from './chat-view.ts';
import type { ConnectionState } from './connection.ts';
import { offerText } from './offer.ts';

/** The line under the input: what goes on, or what could be done. `now` is of the clock that the turn was timed with. */
export function statusText(view: ChatView, now: number): string {
  const { connection, turn, hint, offer } = view;
  const parts = [hint ?? ''];
  parts.push(connectionText(connection));
  if (turn !== null) parts.push(turnText(turn, now), turn.cancelling ? '' : 'Ctrl+C cancels');
  else if (view.branch !== null) parts.push('Enter asks it in a fork · Ctrl+C keeps all as it is');
  else if (hint === null) {
    if (offer !== null) parts.push(offerText(offer, now));
    const { estimate, session } = view;
    const mode = estimate === null ? modeText(view) : estimateText(estimate, session?.demo === true);
    parts.push(mode, moneyText(view), '/help');
  }
  return parts.filter((part) => part !== '').join(' · ');
}

function connectionText(connection: ConnectionState): string {
  switch (connection.status) {
    case 'connecting':
      return connection.starting ? 'starting the daemon…' : 'connecting…';
    case 'connected':
      return '';
    case 'failed':
      return 'not connected: Enter tries again';
    case 'lost':
      return `connection to the daemon lost, reconnecting${connection.attempt > 1 ? `, attempt ${connection.attempt}` : ''}`;
  }
}

function turnText({ progress, cancelling }: LiveTurn, now: number): string {
  const elapsed = formatDuration(Math.max(0, now - progress.startedAt));
  if (cancelling) return 'cancelling';
  switch (progress.phase) {
    case 'starting':
    case 'ended':
      return `looking it up · ${elapsed}`;
    case 'waiting':
      return progress.wait === null ? 'waiting' : waitText(progress.wait, now);
    case 'asking':
      return `asking ${progress.model ?? 'a model'} · ${elapsed}`;
    case 'retrying': {
      const left = countdown((progress.retry?.at ?? now) - now);
      return `retry ${progress.retry?.next ?? ''} in ${left}: ${progress.retry?.message ?? ''}`;
    }
    case 'thinking':
      return `${progress.model ?? 'the model'} thinks · ${elapsed}`;
    case 'answering':
      return `${progress.model ?? 'the model'} answers`;
  }
}

function modeText({ model, session }: ChatView): string {
  const mode = model === 'auto' ? 'model: auto' : `model: ${model}`;
  if (session === null) return mode;
  if (session.demo) return `demo, simulated · ${mode}`;
  return session.credentials ? mode : `no key: cached answers only · /setup`;
}

function moneyText({ spentUsd, savedUsd, routingSavedUsd }: ChatView): string {
  if (spentUsd === 0 && savedUsd === 0) return '';
  return [
    `${formatDollars(spentUsd)} spent`,
    ...(savedUsd > 0 ? [`${formatDollars(savedUsd)} saved`] : []),
    ...(routingSavedUsd > 0 ? [`${formatDollars(routingSavedUsd)} saved by routing`] : []),
  ].join(', ');
}
