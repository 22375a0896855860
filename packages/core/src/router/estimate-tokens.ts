import type { ChatRequest } from '../turn/chat-request.ts';
import type { ContentBlock, Message } from '../turn/message.ts';
import { countText, type TokenCount } from './text-tokens.ts';
import type { Tokenizer } from './tokenizer.ts';

export type CountedPart = Pick<ChatRequest, 'messages' | 'system' | 'tools' | 'schema'>;

/** Role and separators of one message, and what comes before any tool. */
const MESSAGE: TokenCount = { likely: 5, most: 8 };
const TOOLS: TokenCount = { likely: 350, most: 600 };
/** Anthropic's vision guide: width · height / 750; up to ~1.15 megapixels are not scaled down. */
const IMAGE: TokenCount = { likely: 1_500, most: 1_700 };
/** Anthropic's PDF guide: 1,500 to 3,000 tokens a page, which rarely is less than 30 kB: tokens per base64 character. */
const DOCUMENT_CHARACTER: TokenCount = { likely: 0.05, most: 0.08 };
const NOTHING: TokenCount = { likely: 0, most: 0 };

/** About how many tokens a text is, for the tokenizer that the most models share. */
export function estimateTextTokens(text: string, tokenizer: Tokenizer = 'claude-3'): number {
  return countText(text, tokenizer).likely;
}

/** What a text is all but sure not to exceed, in tokens. */
export function mostTextTokens(text: string, tokenizer: Tokenizer = 'claude-3'): number {
  return countText(text, tokenizer).most;
}

/** About how many tokens of prompt a request is: system, messages, tools and schema. */
export function estimateTokens(request: CountedPart, tokenizer: Tokenizer = 'claude-3'): number {
  return countRequest(request, tokenizer).likely;
}

/** By way of counting. */
type Counts = { [tokenizer in Tokenizer]?: TokenCount };

const counted = new WeakMap<CountedPart, Counts>();

/** As `countRequest`, once for each request and way of counting: several stages ask. */
export function countOnce(request: CountedPart, tokenizer: Tokenizer): TokenCount {
  let known = counted.get(request);
  if (known === undefined) counted.set(request, (known = {}));
  return (known[tokenizer] ??= countRequest(request, tokenizer));
}

/** A request's tokens of prompt: most likely, and at most. Linear in its length. */
export function countRequest(request: CountedPart, tokenizer: Tokenizer): TokenCount {
  const { messages, system, tools, schema } = request;
  let sum = system === null ? NOTHING : countContent(system, tokenizer);
  for (const { content } of messages) sum = plus(plus(sum, MESSAGE), countContent(content, tokenizer));
  if (tools.length > 0) sum = plus(sum, TOOLS);
  for (const tool of tools) sum = plus(sum, countText(JSON.stringify(tool), tokenizer));
  return schema === null ? sum : plus(sum, countSchema(schema, tokenizer));
}

/** The schema goes out within an object of its own. */
function countSchema(schema: NonNullable<ChatRequest['schema']>, tokenizer: Tokenizer): TokenCount {
  return countText(JSON.stringify({ type: 'json_schema', schema }), tokenizer);
}

function countContent(content: Message['content'], tokenizer: Tokenizer): TokenCount {
  if (typeof content === 'string') return countText(content, tokenizer);
  let sum = NOTHING;
  for (const block of content) sum = plus(sum, countBlock(block, tokenizer));
  return sum;
}

function countBlock(block: ContentBlock, tokenizer: Tokenizer): TokenCount {
  if (block.type === 'text' && typeof block['text'] === 'string') return countText(block['text'], tokenizer);
  if (block.type === 'image') return IMAGE;
  const json = JSON.stringify(block);
  if (block.type !== 'document') return countText(json, tokenizer);
  // What is base64 is counted by its length: its characters are not what the model reads.
  if (json.includes('"base64"')) {
    return {
      likely: Math.max(IMAGE.likely, Math.ceil(json.length * DOCUMENT_CHARACTER.likely)),
      most: Math.max(IMAGE.most, Math.ceil(json.length * DOCUMENT_CHARACTER.most)),
    };
  }
  const counted = countText(json, tokenizer);
  return { likely: counted.likely, most: Math.max(IMAGE.most, counted.most) };
}

function plus(a: TokenCount, b: TokenCount): TokenCount {
  return { likely: a.likely + b.likely, most: a.most + b.most };
}
