import type { IdGenerator } from '@opentelemetry/sdk-trace';
import { randomSpanId, randomTraceId } from './otel-ids.ts';

/** Lets the next root span have ids that are known already; all others are random. */
export interface GivenIds extends IdGenerator {
  give(traceId: string, spanId: string): void;
}

export function createGivenIds(): GivenIds {
  let next: { traceId: string | null; spanId: string | null } = { traceId: null, spanId: null };
  return {
    give: (traceId, spanId) => void (next = { traceId, spanId }),
    generateTraceId() {
      const { traceId } = next;
      next = { ...next, traceId: null };
      return traceId ?? randomTraceId();
    },
    generateSpanId() {
      const { spanId } = next;
      next = { ...next, spanId: null };
      return spanId ?? randomSpanId();
    },
  };
}
