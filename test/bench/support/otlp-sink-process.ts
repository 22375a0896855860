import { createServer } from 'node:http';

/** A collector that takes everything and looks at nothing: what is measured is the daemon. */
let requests = 0;
let bytes = 0;
const server = createServer((request, response) => {
  if (request.url === '/count') {
    response.end(JSON.stringify({ requests, bytes }));
    return;
  }
  requests += 1;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => response.end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null)
    process.send?.({ address: `http://127.0.0.1:${address.port}` });
});
