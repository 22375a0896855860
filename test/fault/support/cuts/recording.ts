import type { Simulator } from '../../../../packages/daemon/src/simulator/index.ts';
import type { Stream } from './streams.ts';

/** A whole answer's bytes, as the upstream sent them once. */
export interface Recording {
  readonly bytes: Uint8Array;
  /** Events that a fault can take the place of. */
  readonly events: number;
  /** The text that had been sent before the event with this number. */
  textBefore(event: number): string;
  readonly text: string;
}

/** Asks the simulator itself, and writes down what comes. */
export async function record(
  simulator: Simulator,
  { name, step }: Stream,
  model: string,
): Promise<Recording> {
  const key = `recording of ${name}`;
  simulator.script(key, [step]);
  const response = await fetch(`${simulator.url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: JSON.stringify({
      model,
      max_tokens: 16_000,
      stream: true,
      messages: [{ role: 'user', content: 'Say it.' }],
    }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  // The simulator counts no pings.
  const events = new TextDecoder()
    .decode(bytes)
    .split('\n\n')
    .filter((event) => event !== '' && !event.startsWith('event: ping'));
  const pieces = events.map(textOf);
  return {
    bytes,
    events: events.length,
    textBefore: (event) => pieces.slice(0, event).join(''),
    text: pieces.join(''),
  };
}

function textOf(event: string): string {
  const data: unknown = JSON.parse(event.slice(event.indexOf('data: ') + 'data: '.length));
  if (typeof data !== 'object' || data === null || !('delta' in data)) return '';
  const { delta } = data;
  if (typeof delta !== 'object' || delta === null || !('text' in delta)) return '';
  return typeof delta.text === 'string' ? delta.text : '';
}
