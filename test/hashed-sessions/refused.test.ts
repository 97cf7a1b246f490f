import { type Connection, createConnection, createPool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { createLeastUser } from '../backends/least-user.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { newUser, signIn } from '../support/rows/samples.ts';

describe.each(servers)('a session on %s that cannot be rewritten', (server) => {
  async function openPlace() {
    const url = await fromDdl(server);
    const root = await createConnection(url);
    onTestFinished(() => root.end());
    const user = await createLeastUser(url);
    onTestFinished(() => user.drop());
    const pool = createPool(user.url);
    onTestFinished(() => pool.end());
    const adapter = MySqlAdapter(pool, { hashSessionTokens: 'migrate' });
    const reading = MySqlAdapter(pool, { hashSessionTokens: 'read' });
    const { id, email } = await adapter.createUser(newUser());
    const { sessionToken } = await signIn(reading, id);
    const emailSeen = async () => (await adapter.getSessionAndUser(sessionToken))?.user.email;
    return { root, user: new URL(user.url).username, email, emailSeen, sessionToken };
  }
  const storedIn = async (root: Connection) => (await root.query('select session_token from sessions'))[0];

  it('is found where the database’s user has no right to UPDATE, and rewritten once they have it', async () => {
    const { root, user, email, emailSeen, sessionToken } = await openPlace();
    await root.query(`revoke update on sessions from ${user}@'%'`);
    expect(await emailSeen()).toBe(email);
    expect(await storedIn(root)).toEqual([{ session_token: sessionToken }]);
    await root.query(`grant update on sessions to ${user}@'%'`);
    expect(await emailSeen()).toBe(email);
    expect(await storedIn(root)).toEqual([{ session_token: expect.stringMatching(/^sha256\$[\w-]{43}$/) }]);
  });

  it('is found where a trigger refuses the change', async () => {
    const { root, email, emailSeen, sessionToken } = await openPlace();
    await root.query(
      "create trigger kept before update on sessions for each row signal sqlstate '45000' set message_text = 'kept'",
    );
    expect(await emailSeen()).toBe(email);
    expect(await storedIn(root)).toEqual([{ session_token: sessionToken }]);
  });

  it('is found where its hash is taken by another row', async () => {
    const { root, email, emailSeen, sessionToken } = await openPlace();
    await root.query(
      `insert into sessions (session_token, user_id, expires, created_at, updated_at)
        select concat('sha256$', replace(replace(trim(trailing '=' from to_base64(unhex(sha2(session_token, 256)))), '+', '-'), '/', '_')),
          'somebody', '2000-01-01', now(), now() from sessions`,
    );
    expect(await storedIn(root)).toHaveLength(2);
    expect(await emailSeen()).toBe(email);
    expect(await storedIn(root)).toContainEqual({ session_token: sessionToken });
  });
});
