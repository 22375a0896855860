import { createServer } from 'node:http';
import { Pool } from 'undici';

// The floor: what it takes to read a request, send it on and hand back what comes, and nothing else.
const [, , upstream = ''] = process.argv;
const pool = new Pool(upstream, { connections: 128, pipelining: 1 });

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const call = {
      path: request.url ?? '/',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': 'k' },
      body: Buffer.concat(parts),
    } as const;
    pool
      .stream(call, ({ statusCode, headers }) => {
        const { connection: _, 'keep-alive': __, ...rest } = headers;
        response.writeHead(statusCode, rest);
        return response;
      })
      .catch(() => response.destroy());
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ address: `http://127.0.0.1:${port}`, pid: process.pid });
});
