import type { JackdawClient } from '@jackdaw/core/client';

/**
 * What the daemon warns of, told as soon as there is a connection: whoever chats ought to know before the next question
 * that nothing of it is kept. Each warning is told once, however often the connection is lost. Never rejects: a status
 * that cannot be had is no news.
 */
export function createWarningTeller(tell: (warning: string) => void) {
  const told = new Set<string>();
  return async (client: Pick<JackdawClient, 'call'>): Promise<void> => {
    const warnings = await client.call('status', {}).then(
      (status) => status.warnings,
      () => [],
    );
    for (const warning of warnings) {
      if (told.has(warning)) continue;
      told.add(warning);
      tell(warning);
    }
  };
}
