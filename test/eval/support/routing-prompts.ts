import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TASK_TYPES, type TaskType } from '@jackdaw/core';
import { UsageError } from './usage-error.ts';

export interface RoutingPrompt {
  readonly id: string;
  readonly prompt: string;
  readonly task: TaskType;
}

export type Part = 'all' | 'tuned' | 'kept';

/** Prompts of jackdaw's own, in many languages. */
export const OWN_PROMPTS = new URL('../routing-own.jsonl', import.meta.url).pathname;
/** Pairs of how-tos: one that anybody can answer, and one with much the same words that takes an expert. */
export const HOW_TO_PROMPTS = new URL('../routing-howto.jsonl', import.meta.url).pathname;
/** Labels by hand for public prompts, which do not lie here: each names its file and its place in it. */
export const LABELS = new URL('../routing-labels.jsonl', import.meta.url).pathname;

/** Where prompts come from: a file of them, a folder of public data sets for the texts that a file only names, or both. */
export interface PromptSource {
  readonly file: string;
  readonly data: string | undefined;
  /** Rows of another part are left out; a file that names no parts has all its rows in each. */
  readonly part: Part;
}

/**
 * Reads `{id, prompt, task}`, one JSON object a line; `part` and more may stand beside. Without a `prompt`, `id` names
 * one of the data sets in the folder. Throws UsageError.
 */
export function readRoutingPrompts({ file, data, part }: PromptSource): RoutingPrompt[] {
  const textOf = data === undefined ? () => undefined : textsIn(data);
  return rowsOf(file).flatMap((row, index) => {
    const { id = index + 1, task } = row;
    if (part !== 'all' && row['part'] !== undefined && row['part'] !== part) return [];
    const prompt = row['prompt'] ?? textOf(String(id));
    if (typeof prompt === 'string' && isTask(task)) return [{ id: String(id), prompt, task }];
    throw new UsageError(
      isTask(task) && row['prompt'] === undefined
        ? `${file}:${index + 1} has no prompt, and ${data ?? 'no --data'} has none named ${String(id)}.`
        : `${file}:${index + 1} is not {"id", "prompt", "task"} with a task of ${TASK_TYPES.join(', ')}.`,
    );
  });
}

function textsIn(folder: string): (id: string) => string | undefined {
  const texts = new Map<string, string>();
  const add = (id: string, text: unknown): void => {
    if (typeof text === 'string') texts.set(id, text.trim());
  };
  for (const name of ['arena-hard-v0.1', 'arena-hard-v2.0']) {
    for (const row of rowsOf(path.join(folder, 'prompts', `${name}.jsonl`))) {
      add(`${name}/${String(row['uid']).slice(0, 16)}`, row['prompt']);
    }
  }
  for (const row of rowsOf(path.join(folder, 'prompts/mt_bench_question.jsonl'))) {
    const turns = row['turns'];
    add(`mt_bench/${String(row['question_id'])}`, Array.isArray(turns) ? turns[0] : undefined);
  }
  const clinc = recordOf(JSON.parse(textOfFile(path.join(folder, 'clinc150/data_full.json'))));
  for (const split of ['test', 'oos_test']) {
    for (const [index, row] of listOf(clinc[split]).entries()) {
      add(`clinc150/${split}/${index}`, listOf(row)[0]);
    }
  }
  for (const name of ['2019_evaluation', '2020_manual_evaluation', '2021_manual_evaluation']) {
    const topics = JSON.parse(textOfFile(path.join(folder, 'treccast', `${name}_topics_v1.0.json`)));
    for (const topic of listOf(topics).map(recordOf)) {
      for (const turn of listOf(topic['turn']).map(recordOf)) {
        const id = `treccast/${String(topic['number'])}_${String(turn['number'])}`;
        add(`${id}/raw`, turn['raw_utterance']);
        add(`${id}/resolved`, turn['manual_rewritten_utterance']);
      }
    }
  }
  return (id) => texts.get(id);
}

function rowsOf(file: string): Readonly<Record<string, unknown>>[] {
  const lines = textOfFile(file).split(/\r?\n/);
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return recordOf(JSON.parse(line));
      } catch {
        throw new UsageError(`${file}:${index + 1} is not JSON.`);
      }
    });
}

function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isTask(value: unknown): value is TaskType {
  return TASK_TYPES.some((task) => task === value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
