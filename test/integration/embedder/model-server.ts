import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a request meets instead of the file; the next request in line takes the next fault. */
export type ServerFault =
  | { readonly kind: 'status'; readonly status: number }
  /** Nothing comes after so many bytes. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Whole and of the right size, but not the file. */
  | { readonly kind: 'wrong-bytes' }
  | { readonly kind: 'too-long' }
  /** As a server that knows no ranges. */
  | { readonly kind: 'whole' };

export interface ModelServer {
  readonly url: string;
  /** Paths asked for, with the range where there was one: `config.json bytes=10-`. */
  readonly asked: readonly string[];
  /** Ends all connections, whatever is under way on them. */
  cut(): void;
}

/** Serves files as the hub does, ranges included. Faults are by path. Ends with the test. */
export async function serveModel(
  files: Readonly<Record<string, Buffer>>,
  faults: Readonly<Record<string, ServerFault[]>> = {},
): Promise<ModelServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').replace('/mirror/', '');
    const range = request.headers.range;
    asked.push(range === undefined ? name : `${name} ${range}`);
    const content = files[name];
    const fault = faults[name]?.shift();
    if (content === undefined || fault?.kind === 'status') {
      response.writeHead(fault?.kind === 'status' ? fault.status : 404).end('no');
      return;
    }
    const start = fault?.kind === 'whole' ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    let body = content.subarray(start);
    if (fault?.kind === 'wrong-bytes') body = Buffer.alloc(body.length, 'x');
    if (fault?.kind === 'too-long') body = Buffer.concat([body, Buffer.from('more')]);
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': body.length,
      ...(start > 0 ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
    });
    if (fault?.kind === 'stall') response.write(body.subarray(0, fault.afterBytes));
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror`,
    asked,
    cut: () => server.closeAllConnections(),
  };
}
