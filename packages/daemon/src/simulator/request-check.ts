import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { ErrorDescription } from './error-body.ts';
import { findModel } from './models.ts';
import { promptTokens } from './token-count.ts';

/** The versions of the API that the simulator speaks. The newer one has no sampling parameters. */
export const supportedVersions = ['2026-10-21', '2023-06-01'] as const;

/** A refusal to serve: the status and what the error says. */
export interface Rejection {
  readonly status: number;
  readonly error: ErrorDescription;
}

const cacheControlSchema = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullable();

const contentBlockSchema = z
  .looseObject({ type: z.string(), cache_control: cacheControlSchema.optional() })
  .refine((block) => block.type !== 'text' || (typeof block['text'] === 'string' && block['text'] !== ''), {
    message: 'text content blocks must be non-empty',
  });

const messageSchema = z.strictObject({
  role: z.enum(['user', 'assistant', 'system']),
  content: z.union([z.string().min(1, 'text content must be non-empty'), z.array(contentBlockSchema).min(1)]),
});

const requestSchema = z.looseObject({
  model: z.string().min(1),
  max_tokens: z.int().positive(),
  messages: z.array(messageSchema).min(1, 'at least one message is required'),
  system: z.union([z.string(), z.array(contentBlockSchema)]).optional(),
  stream: z.boolean().optional(),
  cache_control: cacheControlSchema.optional(),
  stop_sequences: z.array(z.string().min(1)).optional(),
  metadata: z.strictObject({ user_id: z.string().nullable().optional() }).optional(),
  tools: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        input_schema: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('auto') }),
      z.looseObject({ type: z.literal('any') }),
      z.looseObject({ type: z.literal('none') }),
      z.looseObject({ type: z.literal('tool'), name: z.string() }),
    ])
    .optional(),
  thinking: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('enabled'), budget_tokens: z.int().min(1024) }),
      z.looseObject({ type: z.literal('adaptive') }),
      z.looseObject({ type: z.literal('between_tools') }),
      z.looseObject({ type: z.literal('disabled') }),
    ])
    .optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().optional(),
      format: z
        .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullable()
        .optional(),
    })
    .optional(),
});

/** A request that was found good. */
export type MessageRequest = z.infer<typeof requestSchema>;

const countRequestSchema = requestSchema.extend({ max_tokens: z.int().positive().optional() });
export type CountRequest = z.infer<typeof countRequestSchema>;

/** Every field of a request. Typed by the SDK: a new one there must be added here before this compiles. */
const knownFields: Readonly<Record<keyof Anthropic.MessageCreateParamsNonStreaming, true>> = {
  cache_control: true,
  container: true,
  diagnostics: true,
  inference_geo: true,
  max_tokens: true,
  messages: true,
  metadata: true,
  model: true,
  output_config: true,
  service_tier: true,
  speed: true,
  stop_sequences: true,
  stream: true,
  system: true,
  thinking: true,
  tool_choice: true,
  tools: true,
  user_profile_id: true,
  workspace_id: true,
};

const samplingFields = ['temperature', 'top_p', 'top_k'] as const;
const maximumBreakpoints = 4;

/** Checks the version header: required, and one of the two supported. */
export function checkVersion(version: string | undefined): Rejection | undefined {
  if (version === undefined) return invalid('anthropic-version: header is required');
  if (supportedVersions.some((supported) => supported === version)) return undefined;
  return invalid(`anthropic-version: "${version}" is not a valid version`);
}

/** What came of a check: the request, or why it is refused. */
export type Checked<Request> =
  | { readonly request: Request; readonly rejection?: never }
  | { readonly rejection: Rejection; readonly request?: never };

/** Checks the body of `POST /v1/messages`. Lenient, it only asks for what an answer cannot be made without. */
export function checkMessageRequest(
  body: unknown,
  version: string | undefined,
  strict: boolean,
): Checked<MessageRequest> {
  const parsed = requestSchema.safeParse(strict ? body : withDefaults(body));
  if (!parsed.success) return { rejection: invalid(describeIssue(parsed.error)) };
  const request = parsed.data;
  const rejection = strict
    ? (checkFields(request, version) ??
      checkModel(request.model, request.max_tokens) ??
      checkThinking(request) ??
      checkConversation(request) ??
      checkLength(request))
    : undefined;
  return rejection === undefined ? { request } : { rejection };
}

/** Checks the body of `POST /v1/messages/count_tokens`. */
export function checkCountRequest(body: unknown, strict: boolean): Checked<CountRequest> {
  const parsed = countRequestSchema.safeParse(strict ? body : withDefaults(body));
  if (!parsed.success) return { rejection: invalid(describeIssue(parsed.error)) };
  const rejection = strict ? checkModel(parsed.data.model, undefined) : undefined;
  return rejection === undefined ? { request: parsed.data } : { rejection };
}

function withDefaults(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return { max_tokens: 4096, model: 'claude-sonnet-5-5', ...body };
}

function checkFields(request: MessageRequest, version: string | undefined): Rejection | undefined {
  for (const field of samplingFields) {
    if (!(field in request)) continue;
    if (version !== '2023-06-01') return invalid(`${field}: is not supported by this version of the API`);
    if (typeof request[field] !== 'number') return invalid(`${field}: Input should be a valid number`);
  }
  const unknown = Object.keys(request).find(
    (field) => !(field in knownFields) && !samplingFields.some((sampling) => sampling === field),
  );
  return unknown === undefined ? undefined : invalid(`${unknown}: Extra inputs are not permitted`);
}

function checkModel(id: string, maxTokens: number | undefined): Rejection | undefined {
  const model = findModel(id);
  if (model === undefined) return { status: 404, error: { message: `model: ${id}` } };
  if (maxTokens === undefined || model.maxOutputTokens === null || maxTokens <= model.maxOutputTokens)
    return undefined;
  return invalid(`max_tokens: ${maxTokens} > ${model.maxOutputTokens}, which is the maximum for ${id}`);
}

function checkThinking(request: MessageRequest): Rejection | undefined {
  const { thinking } = request;
  if (thinking?.type !== 'enabled' || thinking.budget_tokens < request.max_tokens) return undefined;
  return invalid('max_tokens: must be greater than thinking.budget_tokens');
}

function checkConversation(request: MessageRequest): Rejection | undefined {
  if (request.messages.find((message) => message.role !== 'system')?.role !== 'user') {
    return invalid('messages: first message must use the "user" role');
  }
  const breakpoints = JSON.stringify(request).split('"cache_control":{').length - 1;
  if (breakpoints > maximumBreakpoints) {
    return invalid(`A maximum of 4 blocks with cache_control may be provided. Found ${breakpoints}.`);
  }
  for (const [index, message] of request.messages.entries()) {
    const missing = unansweredToolUse(message, request.messages[index + 1]);
    if (missing !== undefined) {
      return invalid(`messages.${index}: tool_use id ${missing} has no tool_result in the next message`);
    }
  }
  return undefined;
}

type Message = MessageRequest['messages'][number];

function unansweredToolUse(message: Message, next: Message | undefined): string | undefined {
  if (message.role !== 'assistant' || typeof message.content === 'string') return undefined;
  const answered = typeof next?.content === 'object' ? next.content.map((block) => block['tool_use_id']) : [];
  const open = message.content.find((block) => block.type === 'tool_use' && !answered.includes(block['id']));
  return open === undefined ? undefined : String(open['id']);
}

function checkLength(request: MessageRequest): Rejection | undefined {
  const maximum = findModel(request.model)?.maxInputTokens;
  const tokens = promptTokens(request);
  if (maximum === undefined || tokens <= maximum) return undefined;
  return invalid(`prompt is too long: ${tokens} tokens > ${maximum} maximum`);
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'The request is not valid';
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  const path = issue.path.join('.');
  return `${path === '' ? 'body' : path}: ${missing ? 'Field required' : issue.message}`;
}

function invalid(message: string): Rejection {
  return { status: 400, error: { type: 'invalid_request_error', message } };
}
