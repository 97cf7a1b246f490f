// Signs in with a password in a process of its own, and says what came of it: Auth.js keeps in its modules that a site
// had credentials.
import { type AuthConfig, skipCSRFCheck } from '@auth/core';
import Credentials from '@auth/core/providers/credentials';
import { createPool } from 'mysql2/promise';
import { withCredentialSessions } from '../../src/credentials.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { newVisitor, signedInAs, type Visitor } from '../support/auth/visitor.ts';

const [name] = process.argv.slice(2);
const pool = createPool(process.env.DATABASE_URL ?? '');
const adapter = MySqlAdapter(pool);
const email = 'ada@example.com';
await adapter.createUser({ id: '', email, emailVerified: null });
const said: string[] = [];
const given: AuthConfig = {
  ...{ adapter, secret: 'a secret of the test', trustHost: true, basePath: '/auth', skipCSRFCheck },
  providers: [Credentials({ authorize: ({ email }) => adapter.getUserByEmail(String(email)) })],
  logger: { error: (error: Error) => void said.push(error.name) },
};
const written: AuthConfig = { ...given, session: { strategy: 'database' } };

/** Signs in, and returns who is signed in then, and out, who is then. */
async function visit(visitor: Visitor) {
  await visitor.post('/auth/callback/credentials', { email });
  const isGiven = visitor.cookies.has('authjs.session-token');
  const before = await signedInAs(visitor);
  await visitor.post('/auth/signout');
  return { isGiven, before, after: await signedInAs(visitor) };
}

const visitors: Record<string, () => Visitor> = {
  'left out': () => newVisitor(withCredentialSessions(given)),
  written: () => newVisitor(withCredentialSessions(written)),
  'left out, without this': () => newVisitor(given),
  'written, without this': () => newVisitor(written),
};
const visitor = visitors[name ?? '']?.();
if (visitor) console.log(JSON.stringify({ ...(await visit(visitor)), said }));
await pool.end();
