import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TestProxy {
  readonly url: string;
  readonly host: string;
  /** What it was asked for: `POST http://host/path`, or `CONNECT host:port`. */
  readonly asked: readonly string[];
  /** The `proxy-authorization` headers that came. */
  readonly credentials: readonly (string | undefined)[];
}

/**
 * A small forward proxy for HTTP, and for tunnels. Names lead to this machine: `upstream.example:80` is `ports` of that
 * host. `refuse` answers tunnels with that status instead. Ends with the test.
 */
export async function startProxy(
  ports: Readonly<Record<string, number>>,
  refuse: number | null = null,
): Promise<TestProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const server = createServer((incoming, outgoing) => {
    const target = new URL(incoming.url ?? '');
    asked.push(`${incoming.method} ${target.href}`);
    credentials.push(incoming.headers['proxy-authorization']);
    const port = ports[target.host] ?? Number(target.port);
    const options = { host: '127.0.0.1', port, method: incoming.method, headers: incoming.headers };
    const onward = httpRequest({ ...options, path: target.pathname }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    credentials.push(incoming.headers['proxy-authorization']);
    socket.on('error', () => socket.destroy());
    if (refuse !== null) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const onward = connect(ports[incoming.url ?? ''] ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return { url: `http://${host}`, host, asked, credentials };
}
