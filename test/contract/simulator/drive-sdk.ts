import Anthropic from '@anthropic-ai/sdk';

/** What the SDK made of one streamed request. */
export interface Driven {
  /** What `create` or the iteration threw; undefined when all ended as if well. */
  readonly error: unknown;
  readonly events: readonly Anthropic.RawMessageStreamEvent[];
  /** Event types in order, each run of deltas once. */
  readonly shape: readonly string[];
  readonly text: string;
  readonly toolInputs: readonly string[];
  readonly thinking: string;
  readonly signature: string;
  readonly stopReason: string | null | undefined;
  readonly stopDetails: Anthropic.RefusalStopDetails | null | undefined;
  readonly headers: Headers | undefined;
}

export const question: Anthropic.MessageCreateParamsNonStreaming = {
  model: 'claude-haiku-5-5',
  max_tokens: 1000,
  messages: [{ role: 'user', content: 'How many jackdaws are on the roof?' }],
};

/** A client that looks nowhere but at what it is given, and does not retry. */
export function createSdk(baseURL: string, apiKey = 'test-key', timeout = 10_000): Anthropic {
  return new Anthropic({ apiKey, baseURL, timeout, maxRetries: 0, logLevel: 'off', openTelemetry: false });
}

/** Streams one answer through the SDK; `onEvent` may abort. */
export async function drive(
  client: Anthropic,
  params: Partial<Anthropic.MessageCreateParamsNonStreaming> = {},
  onEvent: (count: number, abort: () => void) => void = () => {},
): Promise<Driven> {
  const events: Anthropic.RawMessageStreamEvent[] = [];
  const controller = new AbortController();
  let headers: Headers | undefined;
  let error: unknown;
  try {
    const { data, response } = await client.messages
      .create({ ...question, ...params, stream: true }, { signal: controller.signal })
      .withResponse();
    headers = response.headers;
    for await (const event of data) {
      events.push(event);
      onEvent(events.length, () => controller.abort());
    }
  } catch (thrown) {
    error = thrown;
    if (thrown instanceof Anthropic.APIError) headers = thrown.headers;
  }
  return { error, events, headers, ...gather(events) };
}

function gather(
  events: readonly Anthropic.RawMessageStreamEvent[],
): Omit<Driven, 'error' | 'events' | 'headers'> {
  const toolInputs: string[] = [];
  let text = '';
  let thinking = '';
  let signature = '';
  let stopReason: string | null | undefined;
  let stopDetails: Anthropic.RefusalStopDetails | null | undefined;
  for (const event of events) {
    if (event.type === 'content_block_start' && event.content_block.type.endsWith('tool_use'))
      toolInputs.push('');
    if (event.type === 'message_delta') {
      stopReason = event.delta.stop_reason;
      stopDetails = event.delta.stop_details;
    }
    if (event.type !== 'content_block_delta') continue;
    if (event.delta.type === 'text_delta') text += event.delta.text;
    if (event.delta.type === 'thinking_delta') thinking += event.delta.thinking;
    if (event.delta.type === 'signature_delta') signature += event.delta.signature;
    if (event.delta.type === 'input_json_delta') {
      toolInputs[toolInputs.length - 1] += event.delta.partial_json;
    }
  }
  const types = events.map((event): string => event.type);
  const shape = types.filter((type, index) => type !== 'content_block_delta' || types[index - 1] !== type);
  return { shape, text, toolInputs, thinking, signature, stopReason, stopDetails };
}
