import type { ChatRequest } from '../turn/chat-request.ts';
import type { TaskType } from './task-type.ts';
import type { Tier } from './tier.ts';

export const ATTACHMENT_CONDITIONS = ['none', 'any', 'image', 'document'] as const;
export type AttachmentCondition = (typeof ATTACHMENT_CONDITIONS)[number];

/** One line of the table: plain data, so that config can replace it. All conditions that are there must hold. */
export interface RouteRule {
  readonly task?: TaskType | readonly TaskType[] | undefined;
  /** Estimated tokens of the request, exclusive. */
  readonly contextUnder?: number | undefined;
  readonly contextOver?: number | undefined;
  /** What is attached to any message of the conversation. */
  readonly attachment?: AttachmentCondition | undefined;
  /** Whether the answer must satisfy a JSON Schema. */
  readonly schema?: boolean | undefined;
  /** Whether the model gets tools. */
  readonly tools?: boolean | undefined;
  /** Questions of the conversation, this one included, exclusive. */
  readonly turnsUnder?: number | undefined;
  readonly turnsOver?: number | undefined;
  readonly tier: Tier;
}

/** What rules look at. */
export interface RouteFacts {
  readonly task: TaskType;
  readonly contextTokens: number;
  readonly hasImage: boolean;
  readonly hasDocument: boolean;
  readonly hasSchema: boolean;
  readonly hasTools: boolean;
  readonly turns: number;
}

/** The first that matches wins. The last has no condition, so that one always does. */
export const DEFAULT_RULES: readonly RouteRule[] = [
  { task: 'simple_qa', contextUnder: 2_000, tier: 'fast' },
  { task: 'code_generation', tier: 'balanced' },
  { task: 'complex_reasoning', tier: 'capable' },
  { contextOver: 100_000, tier: 'capable' },
  { tier: 'balanced' },
];

export function factsOf(request: ChatRequest, task: TaskType, contextTokens: number): RouteFacts {
  const kinds = new Set<string>();
  for (const { content } of request.messages) {
    if (typeof content !== 'string') for (const { type } of content) kinds.add(type);
  }
  return {
    task,
    contextTokens,
    hasImage: kinds.has('image'),
    hasDocument: kinds.has('document'),
    hasSchema: request.schema !== null,
    hasTools: request.tools.length > 0,
    turns: request.messages.filter(({ role }) => role === 'user').length,
  };
}

export function matches(rule: RouteRule, facts: RouteFacts): boolean {
  return (
    matchesTask(rule.task, facts.task) &&
    within(facts.contextTokens, rule.contextUnder, rule.contextOver) &&
    within(facts.turns, rule.turnsUnder, rule.turnsOver) &&
    (rule.schema === undefined || rule.schema === facts.hasSchema) &&
    (rule.tools === undefined || rule.tools === facts.hasTools) &&
    matchesAttachment(rule.attachment, facts)
  );
}

function matchesTask(wanted: RouteRule['task'], task: TaskType): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === task : wanted.includes(task);
}

function within(value: number, under: number | undefined, over: number | undefined): boolean {
  return (under === undefined || value < under) && (over === undefined || value > over);
}

function matchesAttachment(
  wanted: AttachmentCondition | undefined,
  { hasImage, hasDocument }: RouteFacts,
): boolean {
  switch (wanted) {
    case undefined:
      return true;
    case 'none':
      return !hasImage && !hasDocument;
    case 'any':
      return hasImage || hasDocument;
    case 'image':
      return hasImage;
    case 'document':
      return hasDocument;
  }
}
