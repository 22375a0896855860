import { conversationToMarkdown } from '@jackdaw/core';
import type { Conversation, ExportFormat } from '@jackdaw/core/protocol';

/** The text of a file that holds the conversation: Markdown and HTML to be read, JSON to be imported again. */
export async function exportConversation(conversation: Conversation, format: ExportFormat): Promise<string> {
  switch (format) {
    case 'json':
      return JSON.stringify(conversation, null, 2);
    case 'markdown':
      return conversationToMarkdown(conversation);
    case 'html': {
      // Rarely asked for: its parser is not loaded before.
      const { conversationToHtml } = await import('./conversation-to-html.ts');
      return conversationToHtml(conversation);
    }
  }
}
