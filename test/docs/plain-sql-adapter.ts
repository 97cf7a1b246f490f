import type { Adapter, AdapterSession, AdapterUser, VerificationToken } from '@auth/core/adapters';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { customAlphabet, urlAlphabet } from 'nanoid';

const newId = customAlphabet(urlAlphabet, 12);

type Value = string | number | Date | null;

/** Makes an adapter as people write it by hand for the DDL: SQL and mysql2, dates as mysql2 has them, and `now()`. */
export function plainSqlAdapter(pool: Pool): Adapter {
  const run = (sql: string, values: Value[]) => pool.execute(sql, values);
  const first = async <Row>(sql: string, values: Value[]): Promise<Row | null> => {
    const [rows] = await pool.execute<RowDataPacket[]>(sql, values);
    return (rows[0] as Row | undefined) ?? null;
  };
  const userWhere = (condition: string, ...values: Value[]) =>
    first<AdapterUser>(
      `select id, name, email, email_verified as emailVerified, image from users where ${condition}`,
      values,
    );

  return {
    async createUser({ name = null, email, emailVerified, image = null }) {
      const id = newId();
      const values = [id, name, email, emailVerified, image];
      await run('insert into users values (?, ?, ?, ?, ?, now(), now())', values);
      return { id, name, email, emailVerified, image };
    },
    getUser: (id) => userWhere('id = ?', id),
    getUserByEmail: (email) => userWhere('email = ?', email),
    getUserByAccount: ({ provider, providerAccountId }) =>
      userWhere(
        'id = (select user_id from accounts where provider = ? and provider_account_id = ?)',
        provider,
        providerAccountId,
      ),
    async updateUser({ id, emailVerified = null }) {
      await run('update users set email_verified = ?, updated_at = now() where id = ?', [emailVerified, id]);
      return (await userWhere('id = ?', id)) as AdapterUser;
    },
    async linkAccount({ userId, type, provider, providerAccountId, access_token = null, token_type = null }) {
      const columns = 'user_id, type, provider, provider_account_id, access_token, token_type';
      const values = [userId, type, provider, providerAccountId, access_token, token_type];
      await run(
        `insert into accounts (${columns}, created_at, updated_at) values (?, ?, ?, ?, ?, ?, now(), now())`,
        values,
      );
    },
    async createSession(session) {
      const { sessionToken, userId, expires } = session;
      const columns = 'session_token, user_id, expires, created_at, updated_at';
      await run(`insert into sessions (${columns}) values (?, ?, ?, now(), now())`, [
        sessionToken,
        userId,
        expires,
      ]);
      return session;
    },
    async getSessionAndUser(token) {
      const session = await first<AdapterSession>(
        'select session_token as sessionToken, user_id as userId, expires from sessions where session_token = ?',
        [token],
      );
      const user = session && (await userWhere('id = ?', session.userId));
      return session && user ? { session, user } : null;
    },
    updateSession: () => null,
    async deleteSession(token) {
      await run('delete from sessions where session_token = ?', [token]);
    },
    async createVerificationToken(given) {
      const { identifier, token, expires } = given;
      await run(
        'insert into verification_tokens (identifier, token, expires, created_at, updated_at) values (?, ?, ?, now(), now())',
        [identifier, token, expires],
      );
      return given;
    },
    async useVerificationToken({ identifier, token }) {
      const condition = 'identifier = ? and token = ?';
      const found = await first<VerificationToken>(
        `select identifier, token, expires from verification_tokens where ${condition}`,
        [identifier, token],
      );
      await run(`delete from verification_tokens where ${condition}`, [identifier, token]);
      return found;
    },
  };
}
