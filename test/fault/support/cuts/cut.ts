import type { Fault } from '../../../../packages/daemon/src/simulator/index.ts';
import type { Dice } from '../dice.ts';
import type { Recording } from './recording.ts';
import type { Stream } from './streams.ts';

/** The ways in which an answer breaks off. */
export const CUT_KINDS = [
  'reset',
  'fin',
  'clean-end',
  'error-event',
  'stall',
] as const satisfies Fault['kind'][];
export type CutKind = (typeof CUT_KINDS)[number];

/** One answer, broken off in one way at one place. */
export interface Cut {
  readonly name: string;
  readonly stream: Stream;
  readonly kind: CutKind;
  readonly at: { readonly event: number } | { readonly byte: number };
}

/** `}` and the two line ends of the last event: without the brace the answer is not whole. */
const LAST_BYTES = 3;

/** Every kind at every event boundary, and at so many bytes by chance. */
export function cutsOf(stream: Stream, recording: Recording, randomBytes: number, dice: Dice): Cut[] {
  const events = Array.from({ length: recording.events }, (_, event) => ({ event }));
  const ends = 5;
  const chosen = events.filter(
    ({ event }) => event % (stream.every ?? 1) === 0 || event < ends || event >= recording.events - ends,
  );
  const places: Cut['at'][] = [
    ...chosen,
    ...Array.from({ length: randomBytes }, () => ({
      byte: dice.int(1, recording.bytes.length - LAST_BYTES),
    })),
  ];
  return places.flatMap((at) =>
    CUT_KINDS.map((kind) => {
      const place = 'event' in at ? `event ${at.event}` : `byte ${at.byte}`;
      return { name: `${stream.name}, ${kind} at ${place}`, stream, kind, at };
    }),
  );
}
