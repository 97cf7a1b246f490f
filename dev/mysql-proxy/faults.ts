import type { Befalling } from '../pending-faults.ts';

/** Is something that goes wrong on the way to a MySQL server, for statements to come. */
export type ConnectionFault = Befalling & Kind;

type Kind =
  /** Ends the connection without an answer, after the server has executed the statement or before it gets it. */
  | { readonly kind: 'drop'; readonly executed: boolean }
  /** Answers with an error of the server, which never gets the statement; the connection stays. */
  | { readonly kind: 'refuse'; readonly errno: number; readonly sqlState?: string };

/** Makes the packet that answers a command with an error. */
export function errorPacket(errno: number, sqlState = 'HY000'): Buffer {
  const body = Buffer.from(`...#${sqlState}Refused on the way.`);
  body[0] = 0xff;
  body.writeUInt16LE(errno, 1);
  // After the length comes the packet's number: the command was 0.
  return Buffer.concat([Buffer.from([body.length, 0, 0, 1]), body]);
}
