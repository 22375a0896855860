import http from 'node:http';
import { WebSocketServer } from 'ws';

// The floor: a WebSocket server that sends back what it gets, and does nothing else.
const server = http.createServer();
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data, binary) => socket.send(data, { binary }));
});
const [, , socketPath] = process.argv;
server.listen(socketPath, () => process.send?.({ address: socketPath }));
