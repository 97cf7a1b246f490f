import type { TokenSet } from '@auth/core/types';
import { eq, type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { Adapter, OpenBackend } from '../../backends/backend.ts';
import { configureAuth } from '../../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../../support/auth/oauth-server.ts';
import { atProvider, signInAtProvider } from '../../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../../support/auth/visitor.ts';
import { uniqueEmail } from '../../support/rows/samples.ts';

/** A reason for the first try to fail, once the user has been created. */
interface Cause {
  readonly code: string;
  /** The provider's token on the first try; on the next one it is `token`. */
  readonly accessToken?: string;
  /** What somebody does to the database, and undoes again. */
  readonly before?: SQL;
  readonly after?: SQL;
}

const causes: Record<string, Cause> = {
  'the provider hands out a token too long for its column': {
    code: 'VALUE_TOO_LONG',
    accessToken: 't'.repeat(256),
  },
  'the provider hands out something else for a token': { code: 'INVALID_ARGUMENT', accessToken: '\ud800' },
  'a column is narrower than the schema says': {
    code: 'VALUE_TOO_LONG',
    accessToken: 'longer',
    before: sql`alter table accounts modify access_token varchar(5)`,
    after: sql`alter table accounts modify access_token varchar(255)`,
  },
  'a trigger refuses the account': {
    code: 'DATABASE',
    before: sql`create trigger refused before insert on accounts for each row signal sqlstate '45000'`,
    after: sql`drop trigger refused`,
  },
};

/** First sign-ins at a provider that end half-way, through Auth.js. */
export function signUpsContract(backend: () => OpenBackend): void {
  let provider: OAuthServer;
  beforeAll(async () => {
    provider = await startOAuthServer();
  });
  afterAll(() => provider.close());

  const run = async (statement: SQL | undefined) =>
    void (statement && (await backend().db.execute(statement)));
  const rowsOf = (email: string) => backend().db.$count(users, eq(users.email, email));

  /** Signs a person in twice: while the cause is there, and once it is gone. */
  async function signInTwice(adapter: Adapter, { accessToken = 'token', before, after }: Cause) {
    const errors: Error[] = [];
    let token = accessToken;
    const account = (tokens: TokenSet) => ({ ...tokens, access_token: token });
    const config = configureAuth(adapter, [{ ...atProvider(provider.url), account }], errors);
    const email = uniqueEmail();
    provider.signsIn({ sub: email, name: 'Ada', email });
    await run(before);
    const refused = await signInAtProvider(newVisitor(config)).finally(() => run(after));
    const leftBehind = await rowsOf(email);
    // Auth.js logs an adapter's error twice: as the adapter's, and as the request's.
    const [error] = errors.splice(0).map(({ cause }) => (cause as { err?: unknown } | undefined)?.err);
    token = 'token';
    const visitor = newVisitor(config);
    await signInAtProvider(visitor);
    return { email, refused, leftBehind, error, again: await signedInAs(visitor), errors };
  }

  it.each(Object.entries(causes))('lets a person in on the next try when %s', async (_case, cause) => {
    const { email, refused, leftBehind, error, again, errors } = await signInTwice(
      backend().adapter(),
      cause,
    );
    expect(refused.headers.get('location')).toContain('error=Configuration');
    expect(error).toMatchObject({ name: 'MySqlAdapterError', code: cause.code, table: 'accounts' });
    expect(leftBehind).toBe(0);
    expect(errors).toEqual([]);
    expect(again).toBe(email);
    expect(await rowsOf(email)).toBe(1);
  });

  it('keeps a person out whose user is left behind, where undoFailedSignUp is false', async () => {
    const adapter = backend().adapter({ undoFailedSignUp: false });
    const cause = { code: 'VALUE_TOO_LONG', accessToken: 't'.repeat(256) };
    const { leftBehind, again, errors } = await signInTwice(adapter, cause);
    expect(leftBehind).toBe(1);
    expect(again).toBeUndefined();
    expect(errors).toEqual([expect.objectContaining({ type: 'OAuthAccountNotLinked' })]);
  });
}
