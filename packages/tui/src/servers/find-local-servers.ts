import { lookAtServer, type ServerLook } from './look-at-server.ts';

/** A server of this machine that answered. */
export interface LocalServer {
  readonly name: string;
  readonly address: string;
  readonly look: ServerLook;
}

/** Where the usual programs listen unless told otherwise. */
export const USUAL_SERVERS = [
  { name: 'Ollama', port: 11_434 },
  { name: 'llama.cpp', port: 8_080 },
  { name: 'LM Studio', port: 1_234 },
  { name: 'vLLM', port: 8_000 },
  { name: 'LiteLLM', port: 4_000 },
] as const;

/** Milliseconds: a server of this machine is there or it is not. */
const PATIENCE_MS = 1_500;

/** Which of the usual servers answer on this machine with a list of models, in their order. Sends no key. */
export async function findLocalServers(
  env: Readonly<Record<string, string | undefined>>,
  servers: readonly { readonly name: string; readonly port: number }[] = USUAL_SERVERS,
): Promise<readonly LocalServer[]> {
  const looked = await Promise.all(
    servers.map(async ({ name, port }) => {
      const address = `http://127.0.0.1:${port}`;
      const question = { address, key: null, auth: 'bearer', env, patienceMs: PATIENCE_MS } as const;
      return { name, address, look: await lookAtServer(question) };
    }),
  );
  return looked.filter(({ look }) => look.kind === 'speaks' || look.kind === 'key-rejected');
}
