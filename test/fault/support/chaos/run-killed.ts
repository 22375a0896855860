import { openStand } from '../../../integration/turns/open-stand.ts';
import { poll } from '../../../support/poll.ts';
import { findSecrets } from '../canaries.ts';
import { createDice } from '../dice.ts';
import { act } from './actor.ts';
import { wrongAnswers } from './check-answers.ts';
import { planOf } from './plan.ts';
import { keysOf, NO_MODEL, type ChaosResult } from './run-chaos.ts';
import { createStorm, enter } from './storm.ts';
import { upstreamScript } from './upstream-script.ts';

/** The same storm on a daemon process that is killed in the middle of it, and another that takes its place. */
export async function runKilled(seed: number): Promise<ChaosResult> {
  const dice = createDice(`chaos ${seed}`);
  const plan = planOf(dice);
  await using stand = await openStand({ config: { ...plan.config, ...NO_MODEL }, simulator: { seed } });
  const keys = keysOf(seed);
  for (const key of keys) stand.simulator.script(key, upstreamScript(dice.fork(key), plan.trouble, key));

  await using first = await stand.spawn();
  const storm = createStorm(first.file, stand.simulator.url, keys);
  const { broken } = storm;
  setTimeout(
    () => {
      storm.mayBeGone = true;
      first.child.kill('SIGKILL');
    },
    dice.int(20, 400),
  );
  const outcomes = await Promise.allSettled(
    Array.from({ length: plan.clients }, (_, index) => act(storm, plan, dice.fork(`client ${index}`))),
  );
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && !storm.mayBeGone) broken.push(String(outcome.reason));
  }
  await first.exit;
  await poll('calls to end', () => stand.simulator.journal().every(({ outcome }) => outcome !== 'open'));
  broken.push(...wrongAnswers(storm, stand.simulator.journal(), plan.questions));

  const daemon = await stand.start();
  const after = createStorm(daemon.file, stand.simulator.url, keys);
  const { client } = await enter(after, 'a key without trouble');
  const { warnings } = await client.call('status', {});
  broken.push(...warnings.map((warning) => `it starts with a warning: ${warning}`));

  // What a reader was told that a turn cost is in the books; no more than the upstream billed is.
  const stats = await client.call('metrics.get', {});
  const { total } = stand.simulator.ledger();
  const told = [
    ...storm.delivered.map(({ result }) => result),
    ...storm.watched.flatMap(({ seen }) =>
      seen.map(({ event }) =>
        event.type === 'turn-end' ? event.result : event.type === 'turn-error' ? event : null,
      ),
    ),
  ];
  const least = told.reduce((sum, one) => sum + (one?.costUsd ?? 0), 0);
  if (stats.costUsd < least - 1e-9 || stats.costUsd > total.costUsd + 1e-9) {
    broken.push(`$${stats.costUsd} are booked, not $${least} to $${total.costUsd}`);
  }
  for (const { conversationId, request, seen } of storm.watched) {
    if (conversationId === null || !storm.conversations.has(conversationId)) continue;
    const found = await client.call('history.get', { id: conversationId }).catch(() => null);
    const texts = found?.messages.map(({ text }) => text) ?? [];
    if (!texts.includes(request.prompt ?? ''))
      broken.push(`an acknowledged question is lost: ${request.prompt}`);
    const last = seen.at(-1)?.event;
    const answer = last?.type === 'turn-end' ? last.result.text : '';
    if (!texts.includes(answer) && answer !== '') broken.push(`a finished answer is lost: ${request.prompt}`);
  }
  await daemon.stop('the run is over');
  broken.push(...(await findSecrets(stand.home, [...keys, first.file.token, daemon.file.token])));
  return {
    broken,
    counts: {
      turns: storm.watched.length + storm.delivered.length,
      answers: storm.delivered.length,
      failures: storm.failures.length,
      calls: stand.calls(),
    },
  };
}
