import type { Span } from '@opentelemetry/api';
import { textOf, type Message, type TurnRecord } from '@jackdaw/core';
import type { GenAiNames } from './gen-ai-names.ts';

/**
 * The question with its context and the answer, for who asked for them: as attributes in the newest conventions, as events of
 * the span in those of 1.36.
 */
export function setContent(span: Span, record: TurnRecord, isLast: boolean, names: GenAiNames): void {
  const { messages, system } = record.request;
  const systemText = system === null ? null : textOf(system);
  const answer = isLast && record.text !== '' ? record.text : null;
  const reason = 'result' in record.ending ? record.ending.result.stopReason : 'error';

  if (names.provider === 'gen_ai.provider.name') {
    if (systemText !== null)
      span.setAttribute('gen_ai.system_instructions', JSON.stringify([part(systemText)]));
    span.setAttribute('gen_ai.input.messages', JSON.stringify(messages.map(messageOf)));
    if (answer === null) return;
    const output = { role: 'assistant', parts: [part(answer)], finish_reason: reason };
    span.setAttribute('gen_ai.output.messages', JSON.stringify([output]));
    return;
  }

  const event = (name: string, content: string) =>
    span.addEvent(name, { [names.provider]: 'anthropic', content });
  if (systemText !== null) event('gen_ai.system.message', systemText);
  for (const { role, content } of messages) event(`gen_ai.${role}.message`, textOf(content));
  if (answer !== null) event('gen_ai.choice', answer);
}

const part = (content: string) => ({ type: 'text', content });
const messageOf = ({ role, content }: Message) => ({ role, parts: [part(textOf(content))] });
