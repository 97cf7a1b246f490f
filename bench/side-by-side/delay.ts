/** Passes bytes to a server and back after a delay, in a process of its own whose CPU time counts for nobody. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const [host = '', port, delay] = process.argv.slice(2);
const delayMs = Number(delay);

const server = createServer((client) => {
  const upstream = connect(Number(port), host);
  pass(client, upstream);
  pass(upstream, client);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('disconnect', () => process.exit());
process.send?.((server.address() as AddressInfo).port); // a string for pipes only

/** Passes bytes on in order: timers of one length run in the order in which they were set. */
function pass(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (bytes) => setTimeout(() => to.write(bytes), delayMs));
  from.on('close', () => to.destroy());
  from.on('error', () => to.destroy());
}
