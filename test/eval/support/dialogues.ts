import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Conversations as TREC CAsT publishes them: topics, each with its turns. Throws UsageError. */
export function readDialogues(file: string): string[][] {
  let topics: unknown;
  try {
    topics = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!Array.isArray(topics)) throw new UsageError(`${file} is not a list of topics.`);
  return topics.map((topic: unknown, index) => {
    const turns: unknown = isRecord(topic) ? topic['turn'] : undefined;
    const questions = Array.isArray(turns) ? turns.map(questionOf) : [];
    if (questions.length === 0 || questions.includes(''))
      throw new UsageError(`${file}: topic ${index + 1} is not {"turn": [{"raw_utterance": "…"}, …]}.`);
    return questions;
  });
}

function questionOf(turn: unknown): string {
  const text = isRecord(turn) ? turn['raw_utterance'] : undefined;
  return typeof text === 'string' ? text.trim() : '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
