export { estimateTurn } from './estimate-turn.ts';
export type { TurnEstimate } from './turn-estimate.ts';
export type { Answer, StopReason } from './answer.ts';
export type { ChatEvent, ChatEventOf } from './chat-event.ts';
export {
  CACHE_MODES,
  PRIORITIES,
  SEMANTIC_MODES,
  type CacheMode,
  type CacheWish,
  type ChatRequest,
  type Priority,
  type SemanticMode,
} from './chat-request.ts';
export { contentOf, leanMessage, type Passage, type PassageEvent } from './passage.ts';
export type { PassageRequest } from './to-passage-request.ts';
export { THINKING_MODES, thinkingFor, type ThinkingMode } from './thinking-mode.ts';
export { CONTEXT_POLICIES, type ContextPolicy } from './context-policy.ts';
export { createTitler, type Titler, type TitlerOptions } from './create-titler.ts';
export { createTurns, type TurnsOptions } from './create-turns.ts';
export { EventLog, type LoggedEvent } from './event-log.ts';
export { createFlights, type Flights } from './flights.ts';
export type { JsonObject } from './json-object.ts';
export { createLateBooks, type LateBooks } from './late-books.ts';
export { textOf, type ContentBlock, type Message } from './message.ts';
export type { ObserveTurn, Records } from './record-turn.ts';
export { runTurn, type TurnOutcome, type TurnStages } from './run-turn.ts';
export type { RequestDefaults } from './to-chat-request.ts';
export type { TurnRecord } from './turn-record.ts';
export type { CacheOutcome, CacheTier, TurnResult } from './turn-result.ts';
export type { Turn, Turns } from './turns.ts';
export type { Caller } from './caller.ts';
export { addUsage, NO_USAGE, type Usage } from './usage.ts';
