import type { MessageRequest } from '../request-check.ts';
import { excerpt, lastUserText } from '../request-text.ts';
import { codeTopics } from './code-topics.ts';
import { conversationTopics } from './conversation-topics.ts';
import { demoLabel, type DemoTopic } from './demo-topic.ts';
import { featureTopics } from './feature-topics.ts';
import { findMagicPrompt } from './magic-prompts.ts';
import { restOfAnswer } from './rest-of-answer.ts';

/** First match wins: what the reader of code asks for is more particular than a word about a feature. */
const topics: readonly DemoTopic[] = [...codeTopics, ...featureTopics, ...conversationTopics];

/** The Markdown that the demo answers with. */
export function demoText(request: MessageRequest): string {
  const rest = restOfAnswer(request, demoText);
  if (rest !== undefined && rest.trim() !== '') return rest;
  const question = lastUserText(request);
  const magic = findMagicPrompt(request);
  if (magic !== undefined) return `${demoLabel}\n\n**${magic.say}**: ${magic.about}.\n\n${magic.text}`;
  const topic = topics.find(({ pattern }) => pattern.test(question));
  return `${demoLabel}\n\n${topic?.text ?? generalAnswer(question, request)}`;
}

function generalAnswer(question: string, request: MessageRequest): string {
  const turns = request.messages.filter((message) => message.role === 'user').length;
  const asked =
    question === ''
      ? 'You sent a message without text.'
      : `You asked: **${excerpt(question, 160).replaceAll('*', '')}**`;
  const turn =
    turns > 1 ? ` It is question ${turns} of this conversation, and all of it was sent along.` : '';
  return `${asked}${turn}

A model would now answer that. This is the demo: a small simulator on your own machine stands in for the service, so that you can try everything else in jackdaw before you have a key. The question took the real path on its way here: through the cache, the router (it chose \`${request.model}\`), the rate limits and the retry logic.

### Try one of these

| Say | and see |
|---|---|
| \`help\` | what jackdaw does, in one screen |
| \`write a TypeScript function\` | code with highlighting |
| \`how does the cache work?\` | then ask it again in a new conversation: that is a hit |
| \`simulate 529\` | an overloaded service, and jackdaw trying again |
| \`show me a long answer\` | streaming, scrolling, and stopping in the middle |

With a key in \`ANTHROPIC_API_KEY\`, the same window talks to Claude.`;
}
