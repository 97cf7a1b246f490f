/** Numbers and names of the commands that carry a statement, from MySQL's client/server protocol. */
const COM_QUERY = 0x03;
const COM_STMT_PREPARE = 0x16;
const COM_STMT_EXECUTE = 0x17;
/** Commands that run nothing: quit, ping, close and reset a statement, reset the connection. */
const SILENT = new Set([0x01, 0x0e, 0x19, 0x1a, 0x1f]);

/**
 * Returns the statement that a client's packet carries, undefined where it carries none.
 *
 * A packet is a length of three bytes, a sequence number and the body. Only a command has sequence number 0: the
 * packets of the login count on from the server's greeting.
 */
export function statementIn(packet: Buffer): string | undefined {
  const [sequence, command, body] = [packet[3], packet[4], packet.subarray(5)];
  if (sequence !== 0 || command === undefined || SILENT.has(command)) return undefined;
  if (command === COM_QUERY) return body.subarray(startsWithAttributes(body) ? 2 : 0).toString('utf8');
  if (command === COM_STMT_PREPARE) return `prepare ${body.toString('utf8')}`;
  if (command === COM_STMT_EXECUTE) return 'execute';
  return `command 0x${command.toString(16)}`;
}

/** Says whether a query's attributes come first: MySQL 8.0.23 and later are sent a count of none, in one set. */
const startsWithAttributes = (body: Buffer) => body[0] === 0 && body[1] === 1;
