import type { ChatRequest } from '../../turn/chat-request.ts';
import { analyse } from '../question/analyse.ts';
import type { Question } from '../question/question.ts';
import { isTooLong, unfitForSemantic } from '../unfit-for-semantic.ts';

/** Characters; a text of 256 tokens has far fewer. */
const LONGEST = 4096;

/** A request's last question, where it can be judged by its words alone; else why it cannot, for the trace. */
export function questionOf(
  request: ChatRequest,
): { readonly question: Question } | { readonly unfit: string } {
  if (request.tools.length > 0) return { unfit: 'requests with tools are cached exactly only' };
  const content = request.messages.at(-1)?.content;
  const [block, ...more] = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
  if (block?.type !== 'text' || more.length > 0 || typeof block['text'] !== 'string') {
    return { unfit: 'questions with attachments are cached exactly only' };
  }
  const text = block['text'].trim();
  // Analysis is for sentences: a book would hold the daemon up.
  if (text.length > LONGEST || isTooLong(text)) return { unfit: 'longer than can be judged by its words' };
  const question = analyse(text);
  const unfit = unfitForSemantic(question);
  return unfit === null ? { question } : { unfit };
}
