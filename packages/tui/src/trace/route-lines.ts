import type { Span } from '@jackdaw/core/protocol';
import { neutraliseLine } from '../text/neutralise.ts';

/** Who was asked and why, a line for the choice and one for each thing that changed it. */
export function routeLines(spans: readonly Span[]): readonly string[] {
  return spans.flatMap(({ name, attributes }) => {
    const line =
      name === 'route' ? routeLine(attributes) : name === 'validate' ? invalidLine(attributes) : null;
    return line === null ? [] : [neutraliseLine(line)];
  });
}

function routeLine({ model, tier, from, task, confidence, reason }: Span['attributes']): string {
  // Without a task it is no choice, but another model in the place of the chosen one.
  if (task === undefined) {
    const place = from === undefined || from === null ? '' : ` in the place of ${from}`;
    return `then ${model}${place}: ${reason}`;
  }
  const sure = typeof confidence === 'number' ? `, ${Math.round(confidence * 100)} % sure` : '';
  const place = tier === undefined || tier === null ? '' : ` (${tier})`;
  return `route ${model}${place}: ${reason} · task ${task}${sure}`;
}

function invalidLine({ outcome, reason }: Span['attributes']): string | null {
  return outcome === 'invalid'
    ? `then asked again: the answer was not what the schema asks for, ${reason}`
    : null;
}
