export { connect, type ConnectSettings } from './connect.ts';
export type { AskOptions, Jackdaw } from './jackdaw.ts';
export type { MethodGroup } from './method-groups.ts';
export type { TurnStream } from './turn-stream.ts';
export type { AskedFor, AskForRequest } from '@jackdaw/core/client';
export { JackdawError } from '@jackdaw/core/protocol';
export type {
  ChatEvent,
  MethodName,
  ParamsOf,
  ResultOf,
  Stats,
  TurnResult,
  Usage,
  WireRequest,
} from '@jackdaw/core/protocol';
