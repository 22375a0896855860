import type { MessageRequest } from './request-check.ts';
import { excerpt, lastUserText } from './request-text.ts';
import type { AnswerKind, Block } from './scenario.ts';
import { schemaValue } from './schema-value.ts';

/** What an answer consists of, before it is counted and cut. */
export interface ComposedAnswer {
  readonly blocks: readonly Block[];
  readonly stopReason: 'end_turn' | 'tool_use' | 'max_tokens';
}

/** It thinks where it is told to, and shows so where an adaptive model is asked to show it. */
function isThinking({ thinking }: MessageRequest): boolean {
  return (
    thinking?.type === 'enabled' || (thinking?.type === 'adaptive' && thinking['display'] === 'summarized')
  );
}

/** Makes the text of an ordinary answer. The demo has its own. */
export type WriteText = (request: MessageRequest) => string;

/** The answer that a request asks for: JSON where a schema is set, a tool call where one is forced, else text. */
export function composeAnswer(
  kind: AnswerKind,
  request: MessageRequest,
  writeText: WriteText,
): ComposedAnswer {
  const thinking: readonly Block[] = isThinking(request)
    ? [{ type: 'thinking', thinking: `The question is: ${excerpt(lastUserText(request), 120)}` }]
    : [];
  const text = (answer: string, stopReason: ComposedAnswer['stopReason'] = 'end_turn'): ComposedAnswer => ({
    blocks: [...thinking, { type: 'text', text: answer }],
    stopReason,
  });

  const schema = request.output_config?.format?.schema;
  if (schema !== undefined || kind !== 'default') {
    const value = schemaValue(schema ?? sampleSchema, lastUserText(request));
    const json = JSON.stringify(value);
    if (kind === 'structured-malformed')
      return text(`Here you are: ${json.slice(0, -1)}, "unfinished": [1, 2`);
    if (kind === 'structured-repairable')
      return text(`\`\`\`json\n${json.replace(/([}\]])$/, ',$1')}\n\`\`\``);
    if (kind === 'structured-schema-invalid') return text(JSON.stringify(spoil(value)));
    if (kind === 'structured-cut') return text(json.slice(0, Math.ceil(json.length / 2)), 'max_tokens');
    return text(json);
  }

  const tool = forcedTool(request);
  if (tool !== undefined)
    return { blocks: [...thinking, { type: 'tool_use', name: tool }], stopReason: 'tool_use' };
  return text(writeText(request));
}

/** The ordinary answer outside of the demo: short, and a function of the question alone. */
export function plainText(request: MessageRequest): string {
  const question = excerpt(lastUserText(request), 200);
  return [
    `This is a simulated answer to: ${question === '' ? '(no text)' : question}`,
    '',
    `It comes from the Messages API simulator, in the name of ${request.model}. The same question gets the same answer.`,
  ].join('\n');
}

/** Asked for structured trouble without a schema, the simulator pretends that this one was sent. */
const sampleSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, count: { type: 'integer' } },
  required: ['name', 'count'],
};

/** The tool that `tool_choice` demands: the named one, or the first for `any`. */
function forcedTool(request: MessageRequest): string | undefined {
  const choice = request.tool_choice;
  if (choice?.type === 'tool') return choice.name;
  return choice?.type === 'any' ? request.tools?.[0]?.name : undefined;
}

/** Valid JSON that no schema with typed required properties accepts: every value turns into another type. */
function spoil(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { unexpected: value };
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typeof part === 'number' ? 'many' : 12.5]),
  );
}
