import { JackdawError, requestFrame, type RequestFrame } from '@jackdaw/core/protocol';
import { describeIssues } from './describe-issues.ts';
import { scanJson } from './scan-json.ts';

/** Undefined for a notification: nothing answers it. Null where no id could be read. */
export type FrameId = RequestFrame['id'] | null;

export type ParsedFrame =
  | { readonly ok: true; readonly frame: RequestFrame }
  /** `id` is the frame's own where it has a usable one, so that the caller learns which call failed. */
  | { readonly ok: false; readonly id: FrameId; readonly error: JackdawError };

export function parseFrame(text: string): ParsedFrame {
  const scan = scanJson(text);
  if (scan.excess !== null) {
    const message = `The frame ${scan.excess}. Send less at once, or a flatter one.`;
    return refuse(usable(scan.id), new JackdawError('too_large', message));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return refuse(null, new JackdawError('parse_error', 'The frame is not JSON.', { cause }));
  }
  if (Array.isArray(value)) {
    return refuse(
      null,
      new JackdawError('invalid_frame', 'Batches are not spoken: send one object a frame.'),
    );
  }
  const frame = requestFrame.safeParse(value);
  if (!frame.success) {
    const message = `The frame is not a JSON-RPC 2.0 request: ${describeIssues(frame.error)}.`;
    return refuse(idOf(value), new JackdawError('invalid_frame', message));
  }
  if (scan.hasPrototypeKey) {
    // It would be a field in one place and a prototype in another: two readings of one request.
    const message = 'No object may have a key `__proto__`. Leave it out, or send it within a text.';
    return refuse(frame.data.id, new JackdawError('invalid_request', message));
  }
  return { ok: true, frame: frame.data };
}

function refuse(id: FrameId, error: JackdawError): ParsedFrame {
  return { ok: false, id, error };
}

function idOf(value: unknown): FrameId {
  return typeof value === 'object' && value !== null && 'id' in value ? usable(value.id) : null;
}

function usable(value: unknown): FrameId {
  const id = requestFrame.shape.id.safeParse(value);
  return id.success ? (id.data ?? null) : null;
}
