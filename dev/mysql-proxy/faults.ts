import type { Trigger } from '../pending-faults.ts';

/** A fault on the way to a MySQL server, for statements to come. */
export type ConnectionFault = Trigger & Kind;

type Kind =
  /** The connection ends without an answer, after the server has executed the statement or before it gets it. */
  | { readonly kind: 'drop'; readonly executed: boolean }
  /** The client gets a server error, but the server never gets the statement. The connection stays open. */
  | ({ readonly kind: 'refuse' } & Refusal)
  /** The client is told that no row changed, but the server never gets the statement: MariaDB's answer to a killed DELETE. */
  | { readonly kind: 'ignore' };

/** A server's answer when it refuses a statement. */
interface Refusal {
  readonly errno: number;
  /** @default HY000 */
  readonly sqlState?: string;
  readonly message?: string;
}

/** The packet that reports success and no rows: a length, a number, and zeros except for "autocommit". */
export const NO_ROWS = Buffer.from([7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0]);

/** Makes the packet that answers a command with an error. */
export function errorPacket({ errno, sqlState = 'HY000', message = 'Refused on the way.' }: Refusal): Buffer {
  const body = Buffer.from(`...#${sqlState}${message}`);
  body[0] = 0xff;
  body.writeUInt16LE(errno, 1);
  // After the length comes the packet's number: the command was 0.
  const head = Buffer.from([0, 0, 0, 1]);
  head.writeUIntLE(body.length, 0, 3);
  return Buffer.concat([head, body]);
}
