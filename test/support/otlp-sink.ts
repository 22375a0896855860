import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OTLP } from './otlp-schema.ts';

/** One request as a collector reads it: by the published protocol definitions, which are not ours. */
export interface OtlpRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The decoded message, ids and bytes as hexadecimal. */
  readonly message: OtlpMessage;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** How many bytes the message has when it is encoded anew: as many, where nothing was unknown to the definitions. */
  readonly knownBytes: number;
}

export interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly OtlpValue[] };
}
export interface OtlpAttribute {
  readonly key: string;
  readonly value: OtlpValue;
}
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number | string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly events?: readonly { readonly name: string; readonly attributes: readonly OtlpAttribute[] }[];
  readonly status?: { readonly code?: number | string };
}
interface OtlpPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly count: string | number;
  readonly sum: number;
}
interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly histogram: { readonly dataPoints: readonly OtlpPoint[] };
}
export interface OtlpMessage {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

export interface OtlpSink extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly OtlpRequest[];
  spans(): readonly OtlpSpan[];
  /** The latest of each name. */
  metrics(): ReadonlyMap<string, OtlpMetric>;
}

/** A collector in this process. `status` is what it answers. */
export async function startOtlpSink({ status = 200 }: { readonly status?: number } = {}): Promise<OtlpSink> {
  const requests: OtlpRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const path = request.url ?? '';
      try {
        requests.push({ path, headers: request.headers, bytes, ...read(path, request.headers, bytes) });
        response.writeHead(status).end();
      } catch (error) {
        response.writeHead(400).end(String(error));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    spans: () =>
      requests.flatMap(({ message }) =>
        (message.resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    metrics: () =>
      new Map(
        requests.flatMap(({ message }) =>
          (message.resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
            scopeMetrics.flatMap(({ metrics }) => metrics.map((metric) => [metric.name, metric] as const)),
          ),
        ),
      ),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function read(path: string, headers: IncomingHttpHeaders, bytes: Buffer) {
  const type =
    path === '/v1/traces'
      ? OTLP.trace.v1.ExportTraceServiceRequest
      : OTLP.metrics.v1.ExportMetricsServiceRequest;
  if (headers['content-type'] === 'application/json') {
    const json: unknown = JSON.parse(bytes.toString());
    const fault = type.verify(withIdBytes(json));
    if (fault !== null) throw new Error(fault);
    return { message: json as OtlpMessage, knownBytes: bytes.length };
  }
  const message = type.decode(bytes);
  const knownBytes = type.encode(message).finish().length;
  const plain = type.toObject(message, { longs: String, bytes: Array, arrays: true });
  return { message: withHexIds(plain) as OtlpMessage, knownBytes };
}

const ID_FIELDS = new Set(['traceId', 'spanId', 'parentSpanId']);

/** The JSON form of the protocol writes ids in hexadecimal, the definitions hold bytes. */
function withIdBytes(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value), (key, field: unknown) => {
    if (ID_FIELDS.has(key) && typeof field === 'string') return [...Buffer.from(field, 'hex')];
    return typeof field === 'string' && /UnixNano$|^intValue$|^count$/.test(key) ? Number(field) : field;
  }) as Record<string, unknown>;
}

function withHexIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, field: unknown) =>
    ID_FIELDS.has(key) && Array.isArray(field) ? Buffer.from(field).toString('hex') : field,
  );
}

/** The attributes as plain values. */
export function plainAttributes(attributes: readonly OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

function plainValue(value: OtlpValue): unknown {
  if (value.arrayValue !== undefined) return value.arrayValue.values.map(plainValue);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
}
