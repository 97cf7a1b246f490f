import { randomBytes } from 'node:crypto';
import type { AdapterAccount, AdapterUser, VerificationToken } from '@auth/core/adapters';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { MeasuredAdapter } from './contender.ts';

/** A function that runs a statement, by `query` or by `execute`. */
export type Run = (
  client: Pool | PoolConnection,
  statement: string,
  values: (string | Date | null)[],
) => Promise<[RowDataPacket[] | ResultSetHeader, unknown]>;

const USER = 'u.id, u.name, u.email, u.email_verified as emailVerified, u.image';
const now = () => new Date();

/** Writes the adapter by hand on the basic tables: the fewest statements, no checks, the columns that Auth.js reads. */
export function adapterByHand(pool: Pool, run: Run): MeasuredAdapter {
  const rowsOf = async (statement: string, values: string[]): Promise<RowDataPacket[]> => {
    const [rows] = await run(pool, statement, values);
    return rows as RowDataPacket[];
  };
  const userOf = async (statement: string, values: string[]) => {
    const [user] = await rowsOf(statement, values);
    return (user as AdapterUser | undefined) ?? null;
  };
  return {
    async createUser({ name = null, email, image = null, emailVerified }) {
      const id = randomBytes(6).toString('hex');
      await run(pool, 'insert into users values (?, ?, ?, ?, ?, ?, ?)', [
        ...[id, name, email, emailVerified, image],
        ...[now(), now()],
      ]);
      return { id, name, email, image, emailVerified };
    },
    getUser: (id) => userOf(`select ${USER} from users u where u.id = ?`, [id]),
    getUserByEmail: (email) => userOf(`select ${USER} from users u where u.email = ?`, [email]),
    getUserByAccount: ({ provider, providerAccountId }) =>
      userOf(
        `select ${USER} from accounts a join users u on u.id = a.user_id where a.provider_account_id = ? and a.provider = ?`,
        [providerAccountId, provider],
      ),
    async updateUser({ id, emailVerified = null }) {
      await run(pool, 'update users set email_verified = ?, updated_at = ? where id = ?', [
        emailVerified,
        now(),
        id,
      ]);
      const user = await userOf(`select ${USER} from users u where u.id = ?`, [id]);
      if (!user) throw new Error(`Expected a user with the id ${id}.`);
      return user;
    },
    async deleteUser(id) {
      const connection = await pool.getConnection();
      await connection.beginTransaction();
      await run(connection, 'delete from sessions where user_id = ?', [id]);
      await run(connection, 'delete from accounts where user_id = ?', [id]);
      await run(connection, 'delete from users where id = ?', [id]);
      await connection.commit();
      connection.release();
    },
    async linkAccount(account: AdapterAccount) {
      const { userId, type, provider, providerAccountId } = account;
      await run(
        pool,
        'insert into accounts (user_id, type, provider, provider_account_id, access_token, token_type, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
        [
          ...[userId, type, provider, providerAccountId],
          ...[account.access_token ?? null, account.token_type ?? null],
          ...[now(), now()],
        ],
      );
      return account;
    },
    async createSession(session) {
      const { userId, expires, sessionToken } = session;
      await run(
        pool,
        'insert into sessions (user_id, expires, session_token, created_at, updated_at) values (?, ?, ?, ?, ?)',
        [userId, expires, sessionToken, now(), now()],
      );
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const [row] = await rowsOf(
        `select s.expires, s.session_token as sessionToken, s.user_id as userId, ${USER} from sessions s join users u on u.id = s.user_id where s.session_token = ?`,
        [sessionToken],
      );
      if (!row) return null;
      const { expires, sessionToken: token, userId, ...user } = row;
      return { session: { expires, sessionToken: token, userId }, user: user as AdapterUser };
    },
    async updateSession({ sessionToken, expires = now() }) {
      await run(pool, 'update sessions set expires = ?, updated_at = ? where session_token = ?', [
        ...[expires, now(), sessionToken],
      ]);
      return null;
    },
    async deleteSession(sessionToken) {
      await run(pool, 'delete from sessions where session_token = ?', [sessionToken]);
    },
    async createVerificationToken(verificationToken) {
      const { identifier, token, expires } = verificationToken;
      const values = [identifier, token, expires, now(), now()];
      await run(
        pool,
        'insert into verification_tokens (identifier, token, expires, created_at, updated_at) values (?, ?, ?, ?, ?)',
        values,
      );
      return verificationToken;
    },
    async useVerificationToken({ identifier, token }) {
      const [row] = await rowsOf(
        'select identifier, token, expires from verification_tokens where token = ? and identifier = ?',
        [token, identifier],
      );
      if (!row) return null;
      const [result] = await run(pool, 'delete from verification_tokens where token = ?', [token]);
      if ((result as ResultSetHeader).affectedRows !== 1) return null;
      return row as RowDataPacket & VerificationToken;
    },
  };
}
