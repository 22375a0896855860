import { existsSync } from 'node:fs';
import path from 'node:path';
import type { JackdawClient } from '@jackdaw/core/client';
import {
  ERROR_CODES,
  JackdawError,
  toJackdawError,
  toWireError,
  type TurnResult,
  type WireRequest,
} from '@jackdaw/core/protocol';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { printJson, printLines } from '../output.ts';
import { latestConversation, resolveConversation } from '../conversation-id.ts';
import { createSavedPrompts } from '../../state/saved-prompts.ts';
import { homeOf } from '../home-of.ts';
import { listenForStop, type StopSignal } from '../stop-signal.ts';
import type { AskOptions } from './ask-options.ts';
import type { AskFailure, AskWriter } from './ask-writer.ts';
import { buildRequest, type RequestParts } from './build-request.ts';
import { createDataWriter } from './data-writer.ts';
import { estimateLines } from './estimate-lines.ts';
import { createJsonWriter, createStreamJsonWriter } from './json-writers.ts';
import { readAskFile } from './read-attachment.ts';
import { readPiped } from './read-piped.ts';
import { readSchema } from './read-schema.ts';
import { splitFiles } from './split-files.ts';
import { createTextWriter } from './text-writer.ts';

/** How long a cancelled turn has to say so, before the command ends anyway. */
const CANCEL_GRACE_MS = 2_000;

type Outcome = { readonly result: TurnResult } | { readonly failure: AskFailure };

/** `jackdaw ask`: one question, one answer, one exit code. */
export async function runAsk(
  context: CliContext,
  words: readonly string[],
  options: AskOptions,
): Promise<number> {
  if (options.batch !== undefined) {
    const { runBatch } = await import('../batch/run-batch.ts');
    return runBatch(context, words, { ...options, batch: options.batch });
  }
  for (const name of ['output', 'concurrency'] as const) {
    if (options[name] !== undefined)
      throw new JackdawError('invalid_request', `--${name} goes with --batch FILE.`);
  }
  if (options.estimate === true) return runEstimate(context, words, options);
  const writer = writerFor(context, options);
  const stop = listenForStop(context.stdout);
  try {
    const outcome = await answer(context, words, options, writer, stop);
    if ('failure' in outcome) return await fail(outcome.failure, writer, stop);
    await writer.result(outcome.result);
    if (stop.outputGone()) return stop.exitCode();
    return exitCodeOf(outcome.result, options);
  } catch (error) {
    const known = toJackdawError(error);
    return await fail({ error: toWireError(known), text: '' }, writer, stop);
  } finally {
    stop.release();
  }
}

/** `--estimate`: the same command line, up to the question. */
async function runEstimate(
  context: CliContext,
  words: readonly string[],
  options: AskOptions,
): Promise<number> {
  const writer = writerFor(context, options);
  const stop = listenForStop(context.stdout);
  try {
    const draft = buildRequest(await gather(context, words, options, stop.signal), options);
    if (draft.prompt === undefined) {
      throw new JackdawError(
        'invalid_request',
        'There is no question to estimate. Give one as words or on stdin.',
      );
    }
    const { client, session } = await connect(context, stop.signal);
    try {
      const conversationId = await conversationOf(client, options);
      const request = conversationId === null ? draft : { ...draft, conversationId };
      const estimate = await client.call('turn.estimate', { request });
      if (options.json === true) await printJson(context, estimate);
      else await printLines(context, estimateLines(estimate, session.demo));
    } finally {
      client.close();
    }
    return stop.outputGone() ? stop.exitCode() : 0;
  } catch (error) {
    return await fail({ error: toWireError(toJackdawError(error)), text: '' }, writer, stop);
  } finally {
    stop.release();
  }
}

/** What was to be data and is cut is no success: a script must not go on with it. */
function exitCodeOf({ stopReason, data }: TurnResult, { schema }: AskOptions): number {
  if (stopReason === 'refusal') return ERROR_CODES.refused.exitCode;
  return schema !== undefined && data === undefined ? ERROR_CODES.invalid_output.exitCode : 0;
}

async function fail(failure: AskFailure, writer: AskWriter, stop: StopSignal): Promise<number> {
  if (!stop.outputGone()) await writer.failure(failure);
  return stop.signal.aborted ? stop.exitCode() : ERROR_CODES[failure.error.code].exitCode;
}

function writerFor(context: CliContext, options: AskOptions): AskWriter {
  if (options.streamJson === true) return createStreamJsonWriter(context);
  if (options.json === true) return createJsonWriter(context);
  return options.schema === undefined ? createTextWriter(context) : createDataWriter(context);
}

async function answer(
  context: CliContext,
  words: readonly string[],
  options: AskOptions,
  writer: AskWriter,
  stop: StopSignal,
): Promise<Outcome> {
  // Everything that can be wrong with the command line is found before anything is started or paid for.
  const parts = await gather(context, words, options, stop.signal);
  const draft = buildRequest(parts, options);
  // What a person typed can be recalled in the chat; what scripts ask cannot.
  const typed = parts.words.join(' ').trim();
  if (parts.interactive && typed !== '') void createSavedPrompts(homeOf(context).state).append(typed);
  const { client } = await connect(context, stop.signal);
  try {
    const conversationId = await conversationOf(client, options);
    const request = conversationId === null ? draft : { ...draft, conversationId };
    if (request.continue === true) request.model ??= await lastModel(client, request);
    return await runTurn(client, request, writer, stop.signal);
  } finally {
    client.close();
  }
}

async function gather(
  context: CliContext,
  typed: readonly string[],
  options: AskOptions,
  signal: AbortSignal,
): Promise<RequestParts> {
  const { cwd, stdin, stdout } = context;
  const schema = options.schema === undefined ? null : await readSchema(options.schema, cwd);
  const { files, words: given } = splitFiles(options.file ?? [], typed, (file) =>
    existsSync(path.resolve(cwd, file)),
  );
  // As elsewhere, `-` stands for stdin.
  const words = given.filter((word) => word !== '-');
  const namesStdin = words.length < given.length;
  const read = await Promise.all(files.map((file) => readAskFile(file, cwd)));
  const texts = read.flatMap((file) => ('text' in file ? [file.text] : []));
  const attachments = read.flatMap((file) => ('attachment' in file ? [file.attachment] : []));
  const isAsked = words.join('').trim() !== '' || texts.length > 0 || options.continue === true;
  const piped = await readPiped(context, { needed: namesStdin || !isAsked, named: namesStdin }, signal);
  return {
    words,
    piped,
    texts,
    attachments,
    schema,
    interactive: stdin.isTTY && stdout.isTTY,
  };
}

async function conversationOf(client: JackdawClient, options: AskOptions): Promise<string | null> {
  if (options.conversation !== undefined) return named(client, options.conversation);
  if (options.continue !== true) return null;
  const latest = await latestConversation(client);
  if (latest === null) {
    throw new JackdawError(
      'not_found',
      'There is no conversation to continue yet. Ask without --continue first.',
    );
  }
  return latest;
}

/** An id that no conversation has is a mistake in the command line. */
async function named(client: JackdawClient, id: string): Promise<string> {
  try {
    return await resolveConversation(client, id);
  } catch (error) {
    const { code, message } = toJackdawError(error);
    throw code === 'not_found' ? new JackdawError('invalid_request', message) : error;
  }
}

/** Messages among which an answer is looked for; the ones before it failed. */
const LATEST = 20;

/** Who gave the answer that is gone on with, so that it goes on in one voice; `auto` where nobody knows. */
async function lastModel(client: JackdawClient, { conversationId }: WireRequest): Promise<string> {
  if (conversationId === undefined) return 'auto';
  const { messages } = await client.call('history.get', { id: conversationId, last: LATEST });
  return messages.findLast(({ role, text }) => role === 'assistant' && text !== '')?.model ?? 'auto';
}

async function runTurn(
  client: JackdawClient,
  request: WireRequest,
  writer: AskWriter,
  signal: AbortSignal,
): Promise<Outcome> {
  signal.throwIfAborted();
  const turn = await client.startTurn(request);
  let text = '';
  const onAbort = () => {
    void turn.cancel().catch(() => {});
    setTimeout(() => void turn.events.return?.(), CANCEL_GRACE_MS).unref();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    for await (const { event } of turn.events) {
      await writer.event(event);
      if (event.type === 'text-discard') text = '';
      if (event.type === 'text-delta') text += event.text;
      if (event.type === 'turn-end') return { result: event.result };
      if (event.type === 'turn-error') {
        const { error, traceId, conversationId, text: kept } = event;
        return { failure: { error, traceId, conversationId, text: kept } };
      }
    }
    throw new JackdawError('cancelled', 'Cancelled.');
  } catch (error) {
    // The connection was lost: what had arrived is still the caller's.
    return { failure: { error: toWireError(toJackdawError(error)), text } };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
