import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { type ConnectionFault, errorPacket, NO_ROWS } from './faults.ts';
import { StatementGate } from './statement-gate.ts';

/** A function that notes a statement and returns the fault that strikes it. */
type TakeFault = (statement: string) => ConnectionFault | undefined;

/** Connects one client to the server until either of them or a fault ends it; returns a function that ends both at once. */
export function relay(client: Socket, target: TcpNetConnectOpts, takeFault: TakeFault): () => void {
  const upstream = connect(target);
  const end = () => [client, upstream].forEach((socket) => void socket.destroy());
  for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', end);
  client.on('close', end);

  const gate = new StatementGate((statement) => {
    const fault = takeFault(statement);
    if (!fault) return true;
    if (fault.kind === 'refuse' || fault.kind === 'ignore') {
      client.write(fault.kind === 'refuse' ? errorPacket(fault) : NO_ROWS);
      return false;
    }
    // The server answers when it has executed a statement, and not before.
    if (fault.executed) upstream.unpipe(client).once('data', end).once('end', end).resume();
    else end();
    return fault.executed;
  });
  client.pipe(gate).pipe(upstream).pipe(client);
  return end;
}
