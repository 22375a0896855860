import { JackdawError, LIMITS, thinkingFor, type Attachment, type WireRequest } from '@jackdaw/core/protocol';
import type { AskOptions } from './ask-options.ts';

export interface RequestParts {
  /** The words on the command line. */
  readonly words: readonly string[];
  /** What came on stdin; empty where nothing did. */
  readonly piped: string;
  /** Text files, ready to stand in a prompt. */
  readonly texts: readonly string[];
  /** Images and documents that go along. */
  readonly attachments: readonly Attachment[];
  readonly schema: Record<string, unknown> | null;
  /** Whether a person sits at both ends of the command. */
  readonly interactive: boolean;
}

/**
 * What `ask` sends. Without a question `--continue` goes on with the last answer, where that broke off; else it throws
 * `invalid_request`. Throws `too_large` for a prompt beyond the protocol's bound.
 */
export function buildRequest(parts: RequestParts, options: AskOptions): WireRequest {
  const prompt = joinPrompt(parts);
  if (prompt.trim() === '' && options.continue !== true) throw nothingToAsk();
  return {
    ...(prompt.trim() === '' ? { continue: true } : { prompt }),
    priority: parts.interactive ? 'person' : 'script',
    ...requestFields(options, parts.schema),
    ...(parts.attachments.length === 0 ? {} : { attachments: [...parts.attachments] }),
  };
}

/** What flags say of a request, whatever it asks. */
export function requestFields(options: AskOptions, schema: RequestParts['schema']) {
  const thinking = options.thinking === undefined ? null : thinkingFor(options.thinking);
  return {
    ...(options.system === undefined ? {} : { system: options.system }),
    ...(options.model === undefined ? {} : { model: options.model }),
    ...(options.task === undefined ? {} : { task: options.task }),
    ...(options.maxTokens === undefined ? {} : { maxTokens: options.maxTokens }),
    ...(options.cache === undefined ? {} : { cache: { mode: options.cache } }),
    ...(thinking === null ? {} : { thinking }),
    ...(schema === null ? {} : { schema }),
    ...(options.overBudget === true ? { overBudget: true } : {}),
  } satisfies Partial<WireRequest>;
}

/** Words, then stdin, then files, each after a blank line. */
function joinPrompt({ words, piped, texts }: RequestParts): string {
  const question = [words.join(' ').trim(), piped.replace(/^\uFEFF/, '').replace(/\s+$/, '')];
  const prompt = [...question, ...texts].filter((part) => part !== '').join('\n\n');
  const bytes = Buffer.byteLength(prompt);
  if (bytes > LIMITS.maxPromptBytes) {
    throw new JackdawError(
      'too_large',
      `The prompt has ${(bytes / 1e6).toFixed(1)} MB of text, more than the ${LIMITS.maxPromptBytes / 1e6} MB that one request may have. Send less of it.`,
    );
  }
  return prompt;
}

function nothingToAsk(): JackdawError {
  return new JackdawError(
    'invalid_request',
    'There is nothing to ask. Give the question as words (jackdaw ask "Why is the sky blue?") or on stdin (git diff | jackdaw ask "Review this").',
  );
}
