import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { JackdawError, type Clock } from '@jackdaw/core';
import { sizeOf } from './check-file.ts';
import { hashFile } from './hash-file.ts';
import type { ModelFile } from './model-file.ts';
import { watchForStall } from './watch-for-stall.ts';
import { makeFolder } from '../../make-folder.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchFileOptions {
  /** Ends with a slash. */
  readonly baseUrl: string;
  /** The `authorization` header, where the server wants one. */
  readonly authorization?: string | null;
  readonly folder: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told how many bytes of the file are on the disk now. */
  readonly onBytes: (bytes: number) => void;
}

/** A transfer from which nothing comes for so long is given up, in ms. */
const STALL_MS = 30_000;

/**
 * Fetches one file into `folder`. What has come stays in a `.part` file, from which the next call goes on; the file
 * gets its name when its hash is right, and is deleted when it is wrong. Rejects with a JackdawError that says what
 * happened, with the system's error where the disk fails, and with `signal.reason` on abort.
 */
export async function fetchFile(file: ModelFile, options: FetchFileOptions): Promise<void> {
  const { folder, onBytes, signal } = options;
  const target = path.join(folder, file.name);
  const part = `${target}.part`;
  makeFolder(path.dirname(target));

  let have = (await sizeOf(part)) ?? 0;
  if (have > file.bytes) {
    await rm(part);
    have = 0;
  }
  onBytes(have);
  if (have < file.bytes) await transfer(file, part, have, options);

  if ((await hashFile(part, signal)) !== file.sha256) {
    await rm(part);
    const message = `${nameOf(file, options)} has another checksum than it must have; it was deleted.`;
    throw new JackdawError('unreachable', message);
  }
  await rename(part, target);
}

/** Appends what is missing to the `.part` file. */
async function transfer(
  file: ModelFile,
  part: string,
  have: number,
  options: FetchFileOptions,
): Promise<void> {
  const name = nameOf(file, options);
  const stall = new JackdawError('stalled', `Nothing came of ${name} for ${STALL_MS / 1000} seconds.`);
  using watch = watchForStall(options.clock, STALL_MS, stall, options.signal);
  try {
    const response = await request(file, have, watch.signal, options);
    const goesOn = response.status === 206;
    if (!goesOn && response.status !== 200) {
      await response.body?.cancel();
      // The rest of another file, or a range that the server does not know: begin anew next time.
      if (response.status === 416) await rm(part, { force: true });
      throw new JackdawError('unreachable', `${name} was answered with HTTP ${response.status}.`);
    }
    let written = goesOn ? have : 0;
    await using out = await open(part, goesOn ? 'a' : 'w');
    for await (const piece of response.body ?? []) {
      watch.progress();
      written += piece.length;
      if (written > file.bytes) break;
      await out.writeFile(piece);
      options.onBytes(written);
    }
    await out.sync();
    if (written > file.bytes) {
      await out.truncate();
      throw new JackdawError('unreachable', `${name} is longer than it must be; it was deleted.`);
    }
    if (written < file.bytes) throw cutOff(name, written, file.bytes);
  } catch (error) {
    watch.signal.throwIfAborted();
    if (error instanceof JackdawError || isSystemError(error)) throw error;
    throw new JackdawError('unreachable', `${name} could not be fetched: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function request(
  file: ModelFile,
  have: number,
  signal: AbortSignal,
  options: FetchFileOptions,
): Promise<Response> {
  // A compressed body could not be continued: offsets are those of the plain file.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (options.authorization) headers['authorization'] = options.authorization;
  if (have > 0) headers['range'] = `bytes=${have}-`;
  return options.fetch(`${options.baseUrl}${file.name}`, { headers, signal });
}

function cutOff(name: string, bytes: number, of: number): JackdawError {
  return new JackdawError('interrupted', `The connection ended after ${bytes} of ${of} bytes of ${name}.`);
}

const nameOf = (file: ModelFile, { baseUrl }: FetchFileOptions): string => `${baseUrl}${file.name}`;

/** Of the disk: what the network says comes wrapped in a TypeError. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** `fetch` says only "fetch failed" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}, ${error.cause.message}` : error.message;
}
