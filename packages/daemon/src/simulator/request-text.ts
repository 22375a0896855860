import type { MessageRequest } from './request-check.ts';

/** The text of the last message of the user, which is what the simulator answers to. */
export function lastUserText(request: MessageRequest): string {
  const last = request.messages.findLast((message) => message.role === 'user');
  if (last === undefined) return '';
  if (typeof last.content === 'string') return last.content.trim();
  return last.content
    .map((block) => (block.type === 'text' && typeof block['text'] === 'string' ? block['text'] : ''))
    .filter((text) => text !== '')
    .join('\n')
    .trim();
}

/** The start of a text, on one line, cut at a word. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`;
}
