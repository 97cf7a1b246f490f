import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { CommandGate } from './command-gate.ts';
import { type ConnectionFault, errorPacket, NO_ROWS } from './faults.ts';

/** Notes a statement, and returns the fault that befalls it. */
type Meet = (statement: string) => ConnectionFault | undefined;

/** Leads one client to the server, until one of them ends or a fault does; returns what ends both at once. */
export function relay(client: Socket, target: TcpNetConnectOpts, meet: Meet): () => void {
  const upstream = connect(target);
  const end = () => [client, upstream].forEach((socket) => void socket.destroy());
  for (const socket of [client, upstream]) socket.setNoDelay(true).on('error', end);
  client.on('close', end);

  const gate = new CommandGate((statement) => {
    const fault = meet(statement);
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
