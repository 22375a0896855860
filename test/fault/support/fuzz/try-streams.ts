import fc from 'fast-check';
import { JackdawError, type ProviderEvent } from '@jackdaw/core';
import { classifyError } from '../../../../packages/daemon/src/provider/classify-error.ts';
import { readEvents } from '../../../../packages/daemon/src/provider/event-stream.ts';
import { MessageAccumulator } from '../../../../packages/daemon/src/provider/message-accumulator.ts';
import { readWholeStream } from './read-whole-stream.ts';
import { streamCase, type StreamCase } from './stream-arbitrary.ts';
import { WHOLE, type Tally } from './tally.ts';

const FACTS = { host: 'host', model: 'model-a', secrets: [], connectTimeoutMs: 1000, now: 0 };
const ROUND = 1000;

/** As the provider reads an answer: to its end, or to the error that it becomes. */
async function readAsProvider({ chunks }: StreamCase): Promise<ProviderEvent[] | JackdawError> {
  const events: ProviderEvent[] = [];
  const message = new MessageAccumulator('host', null);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
      controller.close();
    },
  });
  try {
    for await (const event of readEvents(new Response(body))) {
      message.take(event, (told) => void events.push(told));
      if (events.at(-1)?.type === 'response-end') return events;
    }
    return new JackdawError('interrupted', 'The answer ended before it was whole.');
  } catch (error) {
    return classifyError(error, FACTS);
  }
}

/** What is wrong with the reading of one stream; null where it is right. With the code it was refused with, or `whole`. */
export async function tryStream(
  stream: StreamCase,
): Promise<{ readonly outcome: string; readonly wrong: string | null }> {
  const read = await readAsProvider(stream);
  const truth = readWholeStream(stream.bytes);
  if (read instanceof JackdawError) {
    const codes = ['upstream_error', 'interrupted', 'overloaded'];
    if (!codes.includes(read.code))
      return { outcome: read.code, wrong: `failed with ${read.code}: ${read.message}` };
    // What is refused though it is whole is only annoying, unless nobody had touched it.
    return { outcome: read.code, wrong: stream.harm === null ? `was refused: ${read.message}` : null };
  }
  const said = (type: 'text-delta' | 'thinking-delta') =>
    read.map((event) => (event.type === type ? event.text : '')).join('');
  const inputs = read.flatMap((event) =>
    event.type === 'content-block' && event.block.type === 'tool_use'
      ? [JSON.stringify(event.block['input'])]
      : [],
  );
  const end = read.at(-1);
  const same =
    truth !== null &&
    said('text-delta') === truth.text &&
    said('thinking-delta') === truth.thinking &&
    inputs.toSorted().join() === truth.inputs.join() &&
    end?.type === 'response-end' &&
    end.stopReason === truth.stopReason;
  return {
    outcome: WHOLE,
    wrong: same ? null : `passed as whole: ${JSON.stringify(read)}, and it is ${JSON.stringify(truth)}`,
  };
}

/** Streams of answers with something done to them: what is not whole must not pass as whole. */
export async function tryStreams({
  cases,
  seed,
  tally,
}: {
  readonly cases: number;
  readonly seed: number;
  readonly tally: Tally;
}): Promise<void> {
  for (let done = 0; done < cases; done += ROUND) {
    for (const stream of fc.sample(streamCase, {
      numRuns: Math.min(ROUND, cases - done),
      seed: seed * 1_000_003 + done,
    })) {
      const { outcome, wrong } = await tryStream(stream);
      const kind = `a stream: ${stream.harm ?? 'untouched'}`;
      if (wrong !== null) tally.fail(`${kind} ${wrong}\n${JSON.stringify(stream.bytes.toString('latin1'))}`);
      tally.count(kind, outcome);
    }
  }
}
