import { createRequire } from 'node:module';

interface OtlpType {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
  /** Null, or what is wrong with a plain object. */
  verify(message: Record<string, unknown>): string | null;
  toObject(message: object, options: object): Record<string, unknown>;
}

interface OtlpRoot {
  readonly opentelemetry: {
    readonly proto: {
      readonly collector: {
        readonly trace: { readonly v1: { readonly ExportTraceServiceRequest: OtlpType } };
        readonly metrics: { readonly v1: { readonly ExportMetricsServiceRequest: OtlpType } };
      };
    };
  };
}

const load = createRequire(import.meta.url);
const root = load('otlp-schema/build/src/generated/root.js') as OtlpRoot;

/** The published protocol definitions of OpenTelemetry, compiled by protobufjs: what collectors read by. */
export const OTLP = root.opentelemetry.proto.collector;
