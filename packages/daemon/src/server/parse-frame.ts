import { JackdawError, LIMITS, requestFrame, type RequestFrame } from '@jackdaw/core/protocol';
import { describeIssues } from './describe-issues.ts';
import { isDeeperThan } from './json-depth.ts';

export type FrameId = RequestFrame['id'] | null;

export type ParsedFrame =
  | { readonly ok: true; readonly frame: RequestFrame }
  /** `id` is the frame's own where it has a usable one, so that the caller learns which call failed. */
  | { readonly ok: false; readonly id: FrameId; readonly error: JackdawError };

export function parseFrame(text: string): ParsedFrame {
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
  if (isDeeperThan(value, LIMITS.maxJsonDepth)) {
    const message = `The frame is nested deeper than ${LIMITS.maxJsonDepth} levels. Send a flatter one.`;
    return refuse(idOf(value), new JackdawError('too_large', message));
  }
  const frame = requestFrame.safeParse(value);
  if (frame.success) return { ok: true, frame: frame.data };
  const message = `The frame is not a JSON-RPC 2.0 request: ${describeIssues(frame.error)}.`;
  return refuse(idOf(value), new JackdawError('invalid_frame', message));
}

function refuse(id: FrameId, error: JackdawError): ParsedFrame {
  return { ok: false, id, error };
}

function idOf(value: unknown): FrameId {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  const id = requestFrame.shape.id.safeParse(value.id);
  return id.success ? id.data : null;
}
