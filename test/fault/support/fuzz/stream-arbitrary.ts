import fc from 'fast-check';

/** The body of a streamed answer, cut into chunks, and whether anything was done to it. */
export interface StreamCase {
  readonly bytes: Buffer;
  readonly chunks: readonly Buffer[];
  /** Null where the stream is as the server wrote it. */
  readonly harm: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('é', '漢字', '👩‍👩‍👧', 'a\u0301', '\n\n', 'data: x', '\r', '{"type":"message_stop"}'),
);

const block = fc.oneof(
  fc.array(words, { maxLength: 4 }).map((parts) => ({
    start: { type: 'text', text: '' },
    deltas: parts.map((text): Fields => ({ type: 'text_delta', text })),
  })),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => ({
    start: { type: 'thinking', thinking: '', signature: '' },
    deltas: [
      ...parts.map((thinking): Fields => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'c2ln' },
    ],
  })),
  fc
    .tuple(fc.dictionary(fc.string({ maxLength: 4 }), words, { maxKeys: 3 }), fc.nat({ max: 20 }))
    .map(([input, cut]) => {
      const json = JSON.stringify(input);
      const parts = [json.slice(0, cut), json.slice(cut)];
      return {
        start: { type: 'tool_use', id: 'toolu_1', name: 'look', input: {} },
        deltas: parts.map((partial_json): Fields => ({ type: 'input_json_delta', partial_json })),
      };
    }),
);

const message = fc
  .tuple(
    fc.array(block, { maxLength: 3 }),
    fc.constantFrom('end_turn', 'max_tokens', 'tool_use', 'refusal', 'stop_sequence'),
  )
  .map(([blocks, stop_reason]): Fields[] => [
    {
      type: 'message_start',
      message: { id: 'msg_1', model: 'model-a', content: [], usage: { input_tokens: 3, output_tokens: 1 } },
    },
    ...blocks.flatMap(({ start, deltas }, index): Fields[] => [
      { type: 'content_block_start', index, content_block: start },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ]);

const noise = fc.constantFrom(
  'event: ping\ndata: {"type": "ping"}\n\n',
  ': a comment\n\n',
  'event: weather_report\ndata: {"type":"weather_report","sun":true}\n\n',
  'retry: 1000\n\n',
  '\n',
  'id: 7\nevent: ping\ndata: {}\n\n',
);

/** As servers write it: with or without names, with any of the line ends, with noise between the events. */
const written = fc
  .record({
    events: message,
    named: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    space: fc.constantFrom(' ', ''),
    noise: fc.array(fc.tuple(fc.nat({ max: 30 }), noise), { maxLength: 3 }),
    closing: fc.constantFrom('', 'data: [DONE]\n\n'),
  })
  .map(({ events, named, lineEnd, space, noise: between, closing }) => {
    const pieces = events.map((event) => {
      const name = named ? `event:${space}${String(event['type'])}\n` : '';
      return `${name}data:${space}${JSON.stringify(event)}\n\n`;
    });
    for (const [place, text] of between) pieces.splice(place % pieces.length, 0, text);
    return [...pieces, closing].map((piece) => piece.replaceAll('\n', lineEnd));
  });

type Harm = (pieces: readonly string[]) => Buffer;
const whole = (pieces: readonly string[]) => Buffer.from(pieces.join(''));

/** What networks, proxies and bad servers do. Some of it leaves no trace, or none that matters. */
const harm: fc.Arbitrary<{ readonly name: string; readonly harm: Harm }> = fc.oneof(
  fc.nat().map((at) => ({
    name: 'cut',
    harm: (pieces: readonly string[]) => whole(pieces).subarray(0, at % whole(pieces).length),
  })),
  fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => ({
    name: 'one byte changed',
    harm: (pieces: readonly string[]) => {
      const bytes = whole(pieces);
      bytes[at % bytes.length] = byte;
      return bytes;
    },
  })),
  fc.tuple(fc.nat(), fc.nat({ max: 200 })).map(([at, length]) => ({
    name: 'bytes lost',
    harm: (pieces: readonly string[]) => {
      const bytes = whole(pieces);
      const start = at % bytes.length;
      return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
    },
  })),
  fc.nat().map((at) => ({
    name: 'an event lost',
    harm: (pieces: readonly string[]) => whole(pieces.toSpliced(at % pieces.length, 1)),
  })),
  fc.nat().map((at) => ({
    name: 'an event twice',
    harm: (pieces: readonly string[]) =>
      whole(pieces.toSpliced(at % pieces.length, 0, pieces[at % pieces.length] ?? '')),
  })),
  fc.tuple(fc.nat(), fc.nat()).map(([one, other]) => ({
    name: 'events in another order',
    harm: (pieces: readonly string[]) => {
      const [moved = ''] = pieces.slice(one % pieces.length, (one % pieces.length) + 1);
      return whole(pieces.toSpliced(one % pieces.length, 1).toSpliced(other % pieces.length, 0, moved));
    },
  })),
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom(
        'data: {"type":"content_block_delta"}\n\n',
        'data: {"type":\n\n',
        'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n',
        'event: message_stop\ndata: {"type":"message_stop"}\n\n',
        'event: content_block_delta\n\n',
        'data: null\n\n',
        '<html>502</html>',
        '\0\0\0',
      ),
    )
    .map(([at, junk]) => ({
      name: 'something between',
      harm: (pieces: readonly string[]) => whole(pieces.toSpliced(at % pieces.length, 0, junk)),
    })),
  fc
    .constantFrom(
      ['"text"', '"tixt"'],
      ['"index":0', '"index":1'],
      ['_delta', '_dolta'],
      ['"stop_reason"', '"stop"'],
      ['"partial_json":"', '"partial_json":["'],
      ['content_block_stop', 'ping'],
      ['data:', 'dato:'],
      ['event:', 'evont:'],
    )
    .map(([from = '', to = '']) => ({
      name: 'a word changed',
      harm: (pieces: readonly string[]) => Buffer.from(pieces.join('').replace(from, to)),
    })),
);

const cuts = fc.array(fc.nat(), { maxLength: 6 });

function chunksOf(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  let start = 0;
  return ends.map((end) => {
    const chunk = bytes.subarray(start, end);
    start = end;
    return chunk;
  });
}

export const streamCase: fc.Arbitrary<StreamCase> = fc
  .tuple(written, fc.option(harm, { freq: 9 }), cuts)
  .map(([pieces, done, places]) => {
    const bytes = done === null ? whole(pieces) : done.harm(pieces);
    return { bytes, chunks: chunksOf(bytes, places), harm: done?.name ?? null };
  });
