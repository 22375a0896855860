import type { Conversation } from '../protocol/records.ts';

/** A conversation as a Markdown document that reads well without jackdaw. */
export function conversationToMarkdown({ title, createdAt, messages }: Conversation): string {
  const parts = [`# ${title}`, `_${new Date(createdAt).toISOString()}_`];
  for (const message of messages) {
    const notes = [message.model, message.simulated === true ? 'simulated' : undefined];
    if (message.state !== 'complete') notes.push(message.state);
    const note = notes.filter((part) => part !== undefined).join(', ');
    parts.push(
      `## ${message.role === 'user' ? 'You' : 'Claude'}${note === '' ? '' : ` (${note})`}`,
      message.text,
    );
  }
  return `${parts.join('\n\n')}\n`;
}
