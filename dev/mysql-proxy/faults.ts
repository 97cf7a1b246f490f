import type { Befalling } from '../pending-faults.ts';

/** Something that goes wrong on the way to a MySQL server, for statements to come. */
export type ConnectionFault = Befalling & Kind;

type Kind =
  /** Ends the connection without an answer, after the server has executed the statement or before it gets it. */
  | { readonly kind: 'drop'; readonly executed: boolean }
  /** Answers with an error of the server, which never gets the statement; the connection stays. */
  | ({ readonly kind: 'refuse' } & Refusal)
  /** Answers that no row was touched, and the server never gets it: what MariaDB says of a DELETE that was killed. */
  | { readonly kind: 'ignore' };

/** What a server says when it refuses a statement. */
interface Refusal {
  readonly errno: number;
  /** @default HY000 */
  readonly sqlState?: string;
  readonly message?: string;
}

/** The packet that answers a command with success and no row: a length, a number, and zeros but for "autocommit". */
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
