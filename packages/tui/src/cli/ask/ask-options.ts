import type { CacheMode, TaskType, ThinkingMode } from '@jackdaw/core/protocol';

/** The flags of `jackdaw ask`, as the command line parser hands them over. */
export interface AskOptions {
  readonly json?: boolean;
  readonly streamJson?: boolean;
  readonly schema?: string;
  readonly system?: string;
  readonly model?: string;
  readonly task?: TaskType;
  readonly cache?: CacheMode;
  readonly thinking?: ThinkingMode;
  readonly maxTokens?: number;
  readonly conversation?: string;
  readonly continue?: boolean;
  readonly file?: readonly string[];
  readonly overBudget?: boolean;
  readonly estimate?: boolean;
  readonly batch?: string;
  readonly output?: string;
  readonly concurrency?: number;
}
