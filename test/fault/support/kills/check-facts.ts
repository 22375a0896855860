import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError, type Conversation, type HistoryMessage } from '@jackdaw/core/protocol';
import { ofType, textIn } from '../../../integration/turns/events-of.ts';
import { isBeginning, isTruth } from '../truth.ts';
import { has, type AskedFact, type ConversationFacts } from './facts.ts';

/** Words after which a quarter of a second has passed, where each takes 12 ms. */
const LATE = 25;

/** Which promises the daemon breaks to those who asked, after a death. */
export async function brokenPromises(
  client: JackdawClient,
  conversation: ConversationFacts,
  slow: boolean,
): Promise<string[]> {
  const found = await client.call('history.get', { id: conversation.id }).catch((error: unknown) => error);
  if (found instanceof Error || typeof found !== 'object' || found === null || !('messages' in found)) {
    return [`conversation ${conversation.id} is lost: ${String(found)}`];
  }
  const { title, deletedAt, messages } = found as Conversation;
  const broken: string[] = [];
  const promise = (what: string, held: boolean) => {
    if (!held) broken.push(`${conversation.id} (${conversation.asked[0]?.prompt ?? 'imported'}): ${what}`);
  };
  promise(
    'its title is the last one given',
    conversation.titles.some((known) => (known ?? title) === title),
  );
  promise('it is in the trash or not, as told', conversation.trashed.includes(deletedAt !== undefined));
  promise(
    'what was imported is there',
    conversation.imported.every((text, place) => messages[place]?.text === text),
  );
  for (const fact of conversation.asked) {
    const place = messages.findIndex(({ role, text }) => role === 'user' && text === fact.prompt);
    promise(`the question is there: ${fact.prompt}`, place !== -1);
    checkAnswer(fact, messages[place + 1], slow, promise);
    if (fact.first) await checkCache(client, fact, promise);
  }
  return broken;
}

type Promise_ = (what: string, held: boolean) => void;

function checkAnswer(
  fact: AskedFact,
  answer: HistoryMessage | undefined,
  slow: boolean,
  promise: Promise_,
): void {
  const { prompt, events } = fact;
  const isWhole = answer?.state === 'complete' && isTruth(prompt, answer.text);
  const isCut = answer?.state === 'interrupted' && isBeginning(prompt, answer.text);
  const isFailure = answer?.state === 'error' && answer.text === '' && has(fact, 'turn-error');
  promise(
    `the answer is whole or marked as cut: ${prompt}: ${JSON.stringify(answer)}`,
    isWhole || isCut || isFailure,
  );
  promise(`a finished answer is whole: ${prompt}`, isWhole || !has(fact, 'turn-end'));
  promise(`what was shown was the beginning: ${prompt}`, isBeginning(prompt, textIn(events)));
  const wasLate = slow && ofType(events, 'text-delta').length >= LATE;
  promise(`text is written down each quarter of a second: ${prompt}`, !wasLate || answer?.text !== '');
}

/** The cache alone: it has what it was said to have, and nothing that is not whole. */
async function checkCache(client: JackdawClient, fact: AskedFact, promise: Promise_): Promise<void> {
  const { prompt } = fact;
  const request = { messages: [{ role: 'user' as const, content: prompt }], model: MODEL };
  const cached = await client
    .call('ask', { request: { ...request, cache: { mode: 'only', semantic: 'off' } } })
    .then(
      ({ text }) => ({ text, code: null }),
      (error: unknown) => ({ text: null, code: error instanceof JackdawError ? error.code : String(error) }),
    );
  if (cached.text === null) {
    promise(`the cache says that it has nothing: ${prompt}: ${cached.code}`, cached.code === 'not_cached');
    promise(`what was saved is in the cache: ${prompt}`, !has(fact, 'cache-save'));
  } else {
    promise(`what is in the cache is whole: ${prompt}`, isTruth(prompt, cached.text));
  }
}

/** The model that all questions of the killed daemons go to: an answer is found under it alone. */
export const MODEL = 'claude-opus-5-5';
