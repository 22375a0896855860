export { IMAGE_TYPES, type Attached, type Attachment } from './attachment-schema.ts';
export { CLOSE_CODES } from './close-codes.ts';
export { daemonFileSchema, type DaemonFile } from './daemon-file.ts';
export { chatEventSchema, turnResultSchema, usageSchema, wireErrorSchema } from './event-schema.ts';
export {
  errorObject,
  requestFrame,
  serverFrame,
  type ErrorObject,
  type RequestFrame,
  type ServerFrame,
} from './frames.ts';
export {
  LEDGER_ROWS,
  type Figures,
  type LedgerRow,
  type LedgerSummary,
  type SlowTurn,
} from './ledger-schema.ts';
export { LIMITS } from './limits.ts';
export {
  environmentSchema,
  EXPORT_FORMATS,
  isMethodName,
  METHODS,
  NOTIFICATIONS,
  type ClientEnvironment,
  type ExportFormat,
  type MethodName,
  type NotificationName,
  type NotificationOf,
  type ParamsOf,
  type ResultOf,
} from './methods.ts';
export { PROTOCOL_VERSION } from './protocol-version.ts';
export {
  SERIES_RANGES,
  type Series,
  type SeriesPoint,
  type SeriesRange,
  type TimedFigures,
} from './series-schema.ts';
export type {
  CacheEntrySummary,
  CacheStats,
  Conversation,
  ConversationSummary,
  DaemonStatus,
  HistoryMessage,
  MessageState,
  ModelInfo,
  SearchMatch,
  Span,
  Stats,
  Trace,
  TraceSummary,
} from './records.ts';
export {
  conversationSchema,
  importedConversationSchema,
  MESSAGE_STATES,
  statsSchema,
  traceSchema,
} from './records.ts';
export { messageSchema, requestSchema, type WireRequest } from './request-schema.ts';
export { fromErrorObject, toErrorObject } from './rpc-error.ts';
// What protocol users meet in requests, events and errors.
export {
  ERROR_CODES,
  isErrorCode,
  JackdawError,
  toJackdawError,
  fromWireError,
  toWireError,
  type ErrorCode,
  type WireError,
} from '../errors/index.ts';
export { TIERS, type Tier } from '../router/tier.ts';
export type { TurnEstimate } from '../turn/turn-estimate.ts';
export { STATS_WINDOWS, type StatsWindow } from '../metrics/window-name.ts';
export type { ChatEvent, ChatEventOf } from '../turn/chat-event.ts';
export { TASK_TYPES, type TaskType } from '../router/task-type.ts';
export { CACHE_MODES, type CacheMode } from '../turn/chat-request.ts';
export { THINKING_MODES, thinkingFor, type ThinkingMode } from '../turn/thinking-mode.ts';
export type { CacheOutcome, CacheTier, TurnResult } from '../turn/turn-result.ts';
export { addUsage, NO_USAGE, type Usage } from '../turn/usage.ts';
