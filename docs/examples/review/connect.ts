import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { createClient, type JackdawClient, type MessageSocket } from '@jackdaw/core/client';
import { homePaths } from '@jackdaw/core/home';
import { daemonFileSchema } from '@jackdaw/core/protocol';

/** A client of the daemon that runs; `jackdaw daemon start` starts one. */
export async function connect(): Promise<JackdawClient> {
  const { run } = homePaths({ env: process.env, homedir: homedir() });
  const file: unknown = JSON.parse(readFileSync(path.join(run, 'daemon.json'), 'utf8'));
  const { url, token } = daemonFileSchema.parse(file);
  const socket = new WebSocket(`${url.replace('http:', 'ws:')}/ws`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const client = createClient(messageSocket(socket));
  await client.call('hello', { protocol: 1, token });
  return client;
}

function messageSocket(socket: WebSocket): MessageSocket {
  return {
    send: async (text) => socket.send(text),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (listener) => socket.addEventListener('message', ({ data }) => listener(String(data))),
    onClose: (listener) => socket.addEventListener('close', ({ code, reason }) => listener(code, reason)),
  };
}
