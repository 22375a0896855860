import { createHash } from 'node:crypto';
import type { PromptSegment } from './token-count.ts';

/** How the tokens of one prompt are counted. The four figures add up to the whole prompt. */
export interface InputUsage {
  /** What neither was read from nor written to the prompt cache. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

export interface PromptCache {
  /** Counts a prompt and remembers its prefixes. `scope` keeps keys and models apart. */
  readonly count: (scope: string, segments: readonly PromptSegment[]) => InputUsage;
  readonly clear: () => void;
}

const lifetimeMs = { '5m': 5 * 60_000, '1h': 60 * 60_000 } as const;

/**
 * The server's prompt cache: the first sight of a prefix that ends at a breakpoint is a write, a later one
 * within its lifetime is a read and renews it. No minimum length is asked of a prefix, unlike upstream.
 */
export function createPromptCache(now: () => number): PromptCache {
  const entries = new Map<string, { expiresAt: number; readonly ttl: '5m' | '1h' }>();
  return {
    clear: () => entries.clear(),
    count: (scope, segments) => {
      const lastBreakpoint = segments.findLastIndex((segment) => segment.breakpoint !== undefined);
      const prefixes = prefixHashes(scope, segments.slice(0, lastBreakpoint + 1));
      const hit = prefixes.findLastIndex((prefix) => (entries.get(prefix)?.expiresAt ?? 0) > now());

      const usage = { input: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
      // From the back, because the breakpoint that follows a segment decides what writing it costs.
      let until: '5m' | '1h' | undefined;
      for (let index = segments.length - 1; index >= 0; index -= 1) {
        const segment = segments[index];
        if (segment === undefined) continue;
        until = segment.breakpoint ?? until;
        if (index <= hit) usage.cacheRead += segment.tokens;
        else if (until === '1h') usage.cacheWrite1h += segment.tokens;
        else if (until === '5m') usage.cacheWrite5m += segment.tokens;
        else usage.input += segment.tokens;
      }
      // An empty prompt does not exist upstream: one token at least.
      if (segments.length === 0) usage.input = 1;

      prefixes.forEach((prefix, index) => {
        const known = entries.get(prefix);
        const ttl = segments[index]?.breakpoint ?? (index === hit ? known?.ttl : undefined);
        if (ttl !== undefined) entries.set(prefix, { ttl, expiresAt: now() + lifetimeMs[ttl] });
      });
      return usage;
    },
  };
}

function prefixHashes(scope: string, segments: readonly PromptSegment[]): readonly string[] {
  let previous = scope;
  return segments.map((segment) => {
    previous = createHash('sha256').update(`${previous}\n${segment.identity}`).digest('base64');
    return previous;
  });
}
