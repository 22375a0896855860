import { JackdawError } from '../errors/index.ts';
import type { StoreOperation } from '../store/index.ts';
import type { Message } from '../turn/message.ts';
import { keepAttachments, questionContent, storedContent, type AttachmentBlocks } from './attachments.ts';
import { brokenOffIn } from './broken-off-in.ts';
import { applyCompaction, type Compaction } from './compaction.ts';
import { contextOf, type Context } from './context-of.ts';
import type { ConversationAsk, BeginTurn } from './conversations.ts';
import { questionsOf, type Question } from './exchanges-of.ts';
import type { StoredConversation, StoredTurn } from './stored-turn.ts';
import { titleOf } from './title-of.ts';

/** A conversation at the moment when something is asked of it. */
export interface Earlier {
  /** As it stands; null for a new one. */
  readonly conversation: StoredConversation | null;
  readonly turns: readonly StoredTurn[];
  readonly compaction: Compaction | null;
  /** Of the turns' files. */
  readonly blocks: AttachmentBlocks;
  readonly underWay: boolean;
}

export interface Opened {
  readonly conversation: StoredConversation;
  readonly turn: StoredTurn;
  readonly content: Message['content'];
  readonly context: Context;
  /** What puts the question's files on record. */
  readonly files: readonly StoreOperation[];
}

/** The records of a turn that begins now, and its context. Throws as `Conversations.begin` says. */
export function openTurn(begin: BeginTurn, earlier: Earlier, now: number, newId: () => string): Opened {
  const { turnId, traceId, asked, system } = begin;
  const { conversation: known, underWay } = earlier;
  if (known?.deletedAt !== undefined) throw inTrash(known.id);
  if (asked.kind !== 'question' && underWay) throw stillUnderWay();
  const questions = questionsOf(earlier.turns, known?.chosen);
  const { links, prompt, content, before, files } = placeOf(asked, questions, earlier.blocks);
  const continues = asked.kind === 'continuation';
  const turn: StoredTurn = { turnId, traceId, prompt, ...links, askedAt: now, state: 'running', text: '' };
  const kept = system ?? known?.system;
  const conversation: StoredConversation = {
    ...(known ?? { id: newId(), createdAt: now, costUsd: 0 }),
    title: known === null || known.title === '' ? titleOf(prompt) : known.title,
    updatedAt: now,
    turns: (known?.turns ?? 0) + 1,
    ...(kept === undefined ? {} : { system: kept }),
  };
  const context = contextOf(
    before.map(({ exchange }) => exchange),
    continues,
    earlier.blocks,
  );
  return {
    conversation,
    turn,
    content,
    files,
    context: applyCompaction(context, earlier.compaction, continues),
  };
}

interface Place {
  readonly prompt: string;
  /** What the turn's record says of those before it. */
  readonly links: Pick<StoredTurn, 'continues' | 'goesOnWith' | 'variantOf' | 'attachments'>;
  readonly content: Message['content'];
  readonly files: readonly StoreOperation[];
  /** What the model gets to know of. */
  readonly before: readonly Question[];
}

function placeOf(asked: ConversationAsk, questions: readonly Question[], blocks: AttachmentBlocks): Place {
  switch (asked.kind) {
    case 'question': {
      const { prompt, attachments = [] } = asked;
      const { stored, operations } = keepAttachments(attachments);
      const links = stored.length === 0 ? {} : { attachments: [...stored] };
      const content = questionContent(prompt, attachments);
      return { prompt, links, content, files: operations, before: questions };
    }
    case 'continuation': {
      const [{ turnId }] = brokenOffIn(questions.map(({ exchange }) => exchange));
      const { prompt } = asked;
      const links = { continues: true, goesOnWith: turnId } as const;
      return { prompt, links, content: prompt, files: [], before: questions };
    }
    case 'variant': {
      const last = questions.at(-1);
      if (last === undefined) throw nothingAsked();
      const { traceId } = asked;
      if (traceId !== null && !last.answers.flat().some((turn) => turn.traceId === traceId))
        throw askedSince();
      const [first] = last.answers[0];
      const { turnId, prompt, attachments } = first;
      const links = { variantOf: turnId, ...(attachments === undefined ? {} : { attachments }) };
      return {
        prompt,
        links,
        content: storedContent(first, blocks),
        files: [],
        before: questions.slice(0, -1),
      };
    }
  }
}

export function stillUnderWay(): JackdawError {
  return new JackdawError('conflict', 'An answer is still under way in this conversation. Wait for its end.');
}

function inTrash(id: string): JackdawError {
  return new JackdawError(
    'not_found',
    `Conversation ${id} is in the trash; \`jackdaw history restore ${id}\` brings it back.`,
  );
}

function nothingAsked(): JackdawError {
  return new JackdawError(
    'invalid_request',
    'Nothing was asked in this conversation yet that could get another answer.',
  );
}

function askedSince(): JackdawError {
  return new JackdawError(
    'conflict',
    'Something else was asked in this conversation since. Open it again to see, or fork it before that.',
  );
}
