import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type WireRequest } from '@jackdaw/core/protocol';
import type { Dice } from './dice.ts';

/** The clients of a soak: one whose calls go well, one whose calls fail, one whose answers never end. */
export interface SoakClients {
  readonly well: JackdawClient;
  readonly failing: JackdawClient;
  readonly stalling: JackdawClient;
}

export interface SoakCounts {
  asked: number;
  hits: number;
  similar: number;
  failed: number;
  cancelled: number;
}

/** Questions that are asked again and again. */
const KNOWN = 200;

/**
 * One turn by chance. Of ten, about five are new questions (one of them in a conversation that is kept), three known
 * ones, one another wording of a known one; the rest fail at the upstream or are cancelled in the middle.
 */
export async function soakTurn(
  clients: SoakClients,
  number: number,
  dice: Dice,
  counts: SoakCounts,
): Promise<void> {
  const { well, failing, stalling } = clients;
  const place = number % 20;
  counts.asked += 1;
  if (place === 0) return fail(failing, number, counts);
  if (place === 10) return cancel(stalling, number, counts);
  if (place % 2 === 0) {
    const known = dice.int(1, KNOWN);
    const again = dice.chance(0.25)
      ? `how many jackdaws nest in tower number ${known}`
      : `How many jackdaws nest in the tower number ${known}?`;
    const { cache } = await well.call('ask', { request: ask(again) });
    if (cache === 'exact') counts.hits += 1;
    if (cache === 'semantic') counts.similar += 1;
    return;
  }
  const question = `What does jackdaw number ${number} hide under roof ${dice.int(1, 1e9)}?`;
  await well.call('ask', { request: place === 1 ? { prompt: question, model: 'fast' } : ask(question) });
}

const ask = (content: string): WireRequest => ({ messages: [{ role: 'user', content }], model: 'fast' });

async function fail(client: JackdawClient, number: number, counts: SoakCounts): Promise<void> {
  try {
    await client.call('ask', { request: { ...ask(`What fails at ${number}?`), model: 'claude-opus-5' } });
  } catch (error) {
    if (!(error instanceof JackdawError) || error.code === 'internal') throw error;
    counts.failed += 1;
  }
}

async function cancel(client: JackdawClient, number: number, counts: SoakCounts): Promise<void> {
  const turn = await client.startTurn({ ...ask(`What never ends at ${number}?`), model: 'claude-opus-4-8' });
  for await (const { event } of turn.events) {
    if (event.type === 'text-delta') await turn.cancel();
    if (event.type === 'turn-error') counts.cancelled += 1;
  }
}
