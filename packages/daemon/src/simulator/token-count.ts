/** What an image or a document counts for: the real figure depends on pixels and pages, which nobody decodes here. */
const attachmentTokens = 1500;
/** What a message costs beyond its text. */
const messageTokens = 4;

/** The simulator's estimate of a text's tokens: one for each four UTF-16 code units, rounded up. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** A piece of a prompt, in the order in which the prompt cache sees it. */
export interface PromptSegment {
  /** What makes two segments the same, for the prompt cache. */
  readonly identity: string;
  readonly tokens: number;
  /** Set where a `cache_control` breakpoint follows this segment. */
  readonly breakpoint?: '5m' | '1h';
}

/** A request body as far as counting needs it; anything else in it is ignored. */
export interface CountableRequest {
  readonly system?: unknown;
  readonly tools?: unknown;
  readonly messages?: unknown;
  readonly cache_control?: unknown;
  readonly output_config?: unknown;
}

/**
 * Splits a request into segments: tools, then system, then each block of each message; a top-level
 * `cache_control` puts a breakpoint after the last one.
 */
export function promptSegments(request: CountableRequest): readonly PromptSegment[] {
  const segments: PromptSegment[] = [];
  for (const tool of asArray(request.tools)) segments.push(segmentOf('tool', tool, 0));
  if (isRecord(request.output_config) && isRecord(request.output_config['format'])) {
    segments.push(segmentOf('format', request.output_config['format'], 0));
  }
  for (const block of blocksOf(request.system)) segments.push(segmentOf('system', block, 0));
  for (const message of asArray(request.messages)) {
    if (!isRecord(message)) continue;
    let overhead = messageTokens;
    for (const block of blocksOf(message['content'])) {
      segments.push(segmentOf(String(message['role']), block, overhead));
      overhead = 0;
    }
  }
  const last = segments.at(-1);
  const automatic = breakpointOf(request);
  if (last !== undefined && automatic !== undefined && last.breakpoint === undefined) {
    segments[segments.length - 1] = { ...last, breakpoint: automatic };
  }
  return segments;
}

/** The tokens of a whole request, at least 1. `count_tokens` and the usage of an answer agree on it. */
export function promptTokens(request: CountableRequest): number {
  return Math.max(
    1,
    promptSegments(request).reduce((sum, segment) => sum + segment.tokens, 0),
  );
}

function segmentOf(place: string, block: unknown, overhead: number): PromptSegment {
  const breakpoint = breakpointOf(block);
  const text = textOf(block);
  return {
    identity: `${place} ${text}`,
    tokens: overhead + (isAttachment(block) ? attachmentTokens : textTokens(text)),
    ...(breakpoint === undefined ? {} : { breakpoint }),
  };
}

function textOf(block: unknown): string {
  if (typeof block === 'string') return block;
  if (isRecord(block) && block['type'] === 'text' && typeof block['text'] === 'string') return block['text'];
  // The marker itself is not part of what is cached.
  return (
    JSON.stringify(block, (name, value: unknown) => (name === 'cache_control' ? undefined : value)) ?? ''
  );
}

function breakpointOf(holder: unknown): '5m' | '1h' | undefined {
  if (!isRecord(holder)) return undefined;
  const control = holder['cache_control'];
  if (!isRecord(control) || control['type'] !== 'ephemeral') return undefined;
  return control['ttl'] === '1h' ? '1h' : '5m';
}

function isAttachment(block: unknown): boolean {
  return isRecord(block) && (block['type'] === 'image' || block['type'] === 'document');
}

function blocksOf(content: unknown): readonly unknown[] {
  if (typeof content === 'string') return content === '' ? [] : [content];
  return asArray(content);
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
