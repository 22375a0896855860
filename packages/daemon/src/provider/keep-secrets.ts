import { JackdawError, type Provider, type ProviderEvent, type Upstream } from '@jackdaw/core';
import { redact } from './redact.ts';

/**
 * The same provider, with the key taken out of everything that an upstream may write it into and that goes on to
 * records, traces, logs and readers: names, ids, reasons and errors. What it writes as the answer's own text is handed
 * on as it is: an answer belongs to the person whose key it is, and may be about a key.
 */
export function keepSecrets(provider: Provider): Provider {
  return {
    async stream(call, signal, tell) {
      const secrets = secretsOf(call.upstream);
      try {
        await provider.stream(call, signal, (event) => tell(cleanEvent(event, secrets)));
      } catch (error) {
        throw error instanceof JackdawError ? cleanError(error, secrets) : error;
      }
    },
  };
}

function secretsOf({ apiKey, simulated }: Upstream): readonly string[] {
  const key = apiKey?.trim() ?? '';
  return key === '' || simulated ? [] : [key];
}

function cleanEvent(event: ProviderEvent, secrets: readonly string[]): ProviderEvent {
  switch (event.type) {
    case 'response-start': {
      const { model, requestId } = event;
      return {
        ...event,
        model: redact(model, secrets),
        requestId: requestId === null ? null : redact(requestId, secrets),
      };
    }
    case 'response-end':
      return {
        ...event,
        stopReason: redact(event.stopReason, secrets),
        ...(event.explanation === undefined ? {} : { explanation: redact(event.explanation, secrets) }),
      };
    default:
      return event;
  }
}

/** The same error where there is nothing to hide, which is nearly always. */
function cleanError(error: JackdawError, secrets: readonly string[]): JackdawError {
  const { code, message, requestId, retryable, retryAfterMs, status, cause } = error;
  const cleanMessage = redact(message, secrets);
  const cleanId = requestId === undefined ? undefined : redact(requestId, secrets);
  if (cleanMessage === message && cleanId === requestId) return error;
  return new JackdawError(code, cleanMessage, {
    cause,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(status === undefined ? {} : { status }),
    ...(cleanId === undefined ? {} : { requestId: cleanId }),
  });
}
