import { openStand } from '../../../integration/turns/open-stand.ts';
import { boundsOf, wrongInBooks } from '../books.ts';
import { inParallel } from '../in-parallel.ts';
import { tryCase, type CaseFate } from './check-case.ts';
import { planCases, type PlannedCase } from './plan-cases.ts';

export interface StructuredOptions {
  readonly seed: number;
  readonly cases: number;
  readonly note?: (text: string) => void;
}

export interface StructuredOutcome {
  readonly fates: readonly CaseFate[];
  /** Dollars: what the turns say, and what the upstream billed. */
  readonly toldUsd: number;
  readonly billedUsd: number;
  /** Everything that did not hold. */
  readonly broken: readonly string[];
}

const LANES = 16;

/** Malformed answers through a real daemon, some at the same time; each lane has a key, and so a script, of its own. */
export async function tryStructured({
  seed,
  cases,
  note = () => {},
}: StructuredOptions): Promise<StructuredOutcome> {
  const planned = planCases(seed, cases);
  await using stand = await openStand();
  await using daemon = await stand.start();
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    planned.filter((_each, index) => index % LANES === lane),
  );
  const fates = await inParallel(lanes, LANES, async (mine, lane) => {
    const apiKey = `sk-ant-test-lane-${lane}`;
    const client = await stand.connect(daemon, { apiKey, baseUrl: stand.simulator.url });
    const done: CaseFate[] = [];
    for (const each of mine) {
      stand.simulator.script(apiKey, each.answers.map(stepOf));
      done.push(await tryCase(client, each));
      if (lane === 0 && done.length % 50 === 0) note(`${done.length * LANES} of ${cases}`);
    }
    return done;
  });
  const all = fates.flat();
  const books = await (await stand.connect(daemon)).call('metrics.get', {});
  const billedUsd = stand.simulator.ledger().total.costUsd;
  const toldUsd = all.reduce((sum, { costUsd }) => sum + costUsd, 0);
  const journal = stand.simulator.journal({ path: '/v1/messages' });
  const calls = all.reduce((sum, fate) => sum + fate.calls, 0);
  const broken = [
    ...all.flatMap((fate) => fate.broken),
    ...wrongInBooks(
      books,
      boundsOf(journal, () => 'all'),
      stand.simulator,
    ),
    ...(Math.abs(toldUsd - billedUsd) <= 1e-9
      ? []
      : [`the turns tell $${toldUsd}, billed were $${billedUsd}`]),
    ...(journal.length === calls ? [] : [`${journal.length} calls reached the upstream, ${calls} were told`]),
  ];
  return { fates: all, toldUsd, billedUsd, broken };
}

function stepOf({ text, stop }: PlannedCase['answers'][number]) {
  return { blocks: [{ type: 'text' as const, text }], stopReason: stop };
}
