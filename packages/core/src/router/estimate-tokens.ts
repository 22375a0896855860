import type { ChatRequest } from '../turn/chat-request.ts';
import type { ContentBlock, Message } from '../turn/message.ts';

/**
 * Tokens a character costs, by class. Set to err upwards by a tenth to a third on English prose and code: a window
 * must not be overrun, and the newest tokenizers cut finer than the ones before.
 */
const LETTER = 0.28;
const DIGIT = 0.5;
const SYMBOL = 0.8;
const SPACE = 0.08;
const LINE_END = 0.5;
/** Latin with accents, Greek, Cyrillic, Hebrew, Arabic, Indic scripts: words break into small pieces. */
const OTHER_ALPHABET = 0.7;
/** Chinese, Japanese, Korean, and everything else in the basic plane. */
const IDEOGRAPH = 1.3;
/** Half of a surrogate pair: an emoji takes up to four tokens, a joined one a multiple. */
const SURROGATE = 2;

const ASCII_COSTS = Float64Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-zA-Z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  if (character === '\n') return LINE_END;
  return /\s/.test(character) ? SPACE : SYMBOL;
});

/** Role and separators of one message; the preamble that comes with any tool. */
const MESSAGE_OVERHEAD = 5;
const TOOLS_OVERHEAD = 500;
/** An image of the largest size that is not scaled down (Anthropic's vision guide: width · height / 750, ~1.15 megapixels). */
const IMAGE = 1_600;
/** A PDF page costs 1,500 to 3,000 tokens (Anthropic's PDF guide) and rarely less than 30 kB: tokens per base64 character. */
const DOCUMENT_CHARACTER = 0.08;

/** About how many tokens a text is; rather too many than too few. */
export function estimateTextTokens(text: string): number {
  let tokens = 0;
  for (let index = 0; index < text.length; index += 1) {
    tokens += costOf(text.charCodeAt(index));
  }
  return Math.ceil(tokens);
}

function costOf(code: number): number {
  if (code < 0x80) return ASCII_COSTS[code] ?? SYMBOL;
  if (code >= 0xd800 && code <= 0xdfff) return SURROGATE;
  return code < 0x1100 ? OTHER_ALPHABET : IDEOGRAPH;
}

/** About how many tokens of prompt a request is: system, messages, tools and schema. */
export function estimateTokens(
  request: Pick<ChatRequest, 'messages' | 'system' | 'tools' | 'schema'>,
): number {
  const { messages, system, tools, schema } = request;
  let tokens = system === null ? 0 : contentTokens(system);
  for (const message of messages) tokens += MESSAGE_OVERHEAD + contentTokens(message.content);
  if (tools.length > 0) tokens += TOOLS_OVERHEAD + estimateTextTokens(JSON.stringify(tools));
  if (schema !== null) tokens += estimateTextTokens(JSON.stringify(schema));
  return tokens;
}

function contentTokens(content: Message['content']): number {
  if (typeof content === 'string') return estimateTextTokens(content);
  return content.reduce((sum, block) => sum + blockTokens(block), 0);
}

function blockTokens(block: ContentBlock): number {
  if (block.type === 'text' && typeof block['text'] === 'string') return estimateTextTokens(block['text']);
  if (block.type === 'image') return IMAGE;
  const json = JSON.stringify(block);
  // What is base64 is counted by its length: its characters are not what the model reads.
  return block.type === 'document' && json.includes('"base64"')
    ? Math.max(IMAGE, Math.ceil(json.length * DOCUMENT_CHARACTER))
    : estimateTextTokens(json);
}
