import type { Conversation, HistoryMessage } from '../protocol/records.ts';

/** A conversation as a Markdown document that reads well without jackdaw. */
export function conversationToMarkdown({ title, createdAt, messages }: Conversation): string {
  const parts = [`# ${title}`, `_${new Date(createdAt).toISOString()}_`];
  for (const message of messages) {
    const notes = [message.model, message.simulated === true ? 'simulated' : undefined];
    if (message.state !== 'complete') notes.push(message.state);
    if (message.variant !== undefined)
      notes.push(`answer ${message.variant} of ${(message.variants?.length ?? 0) + 1}`);
    const note = notes.filter((part) => part !== undefined).join(', ');
    parts.push(
      `## ${message.role === 'user' ? 'You' : 'Claude'}${note === '' ? '' : ` (${note})`}`,
      message.text,
    );
    if (message.compaction !== undefined) parts.push(`_${compactionNote(message.compaction)}_`);
  }
  return `${parts.join('\n\n')}\n`;
}

function compactionNote({
  at,
  model,
  fromTokens,
  toTokens,
}: NonNullable<HistoryMessage['compaction']>): string {
  const sizes = `${Math.round(fromTokens)} to ${Math.round(toTokens)} tokens`;
  return `The messages above were summarised for the model on ${new Date(at).toISOString()} by ${model}, ${sizes}; they stand here as they were.`;
}
