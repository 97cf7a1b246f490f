import { createPool } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { type OAuthServer, startOAuthServer } from '../support/auth/oauth-server.ts';
import { atProvider, byLink, followLink, signInAtProvider } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import { productionAdapterOn } from '../support/calls/sign-up.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { fromDdl, rowsOf, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { uniqueEmail } from '../support/rows/samples.ts';
import { plainSqlAdapter } from './plain-sql-adapter.ts';

/** What the page on migrating says to leave out. */
const OF_ONE = "u.email = 'ada@example.com' AND ";

const statements = await codeUnder('errors.md', 'OUTCOME_UNKNOWN', 'sql');
const [list = '', remove = ''] = statements.map((text) => text.replace(OF_ONE, ''));

const REFUSAL = "create trigger refused before insert on accounts for each row signal sqlstate '45000'";

let provider: OAuthServer;
beforeAll(async () => {
  provider = await startOAuthServer();
});
afterAll(() => provider.close());

it.each(servers)(
  'sign-ups that an old adapter left half-made on %s are listed and deleted by the SQL that the page names',
  async (server) => {
    const url = await fromDdl(server);
    await applyMigrations(url);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const [links, errors] = [new Map<string, string>(), [] as Error[]];
    const config = configureAuth(plainSqlAdapter(pool), [byLink(links), atProvider(provider.url)], errors);
    const signIn = async (email: string) => {
      provider.signsIn({ sub: email, name: 'Ada', email });
      const visitor = newVisitor(config);
      await signInAtProvider(visitor);
      return signedInAs(visitor);
    };
    const follow = async (email: string) => {
      const visitor = newVisitor(config);
      await visitor.post('/auth/signin/email', { email });
      await followLink(visitor, links, email);
    };
    const emails = async (text: string) =>
      (await rowsOf<{ email: string }>(url, text)).map(({ email }) => email).sort();

    const [byAccount, byAddress] = [uniqueEmail(), uniqueEmail()];
    await signIn(byAccount);
    await follow(byAddress);
    await runSql(url, REFUSAL);
    const left = [uniqueEmail(), uniqueEmail()].sort();
    for (const email of left) await signIn(email);
    await runSql(url, 'drop trigger refused');

    config.adapter = productionAdapterOn(url);
    errors.length = 0;
    for (const email of left) expect(await signIn(email)).toBeUndefined();
    expect(errors).toEqual(left.map(() => expect.objectContaining({ type: 'OAuthAccountNotLinked' })));
    expect(await emails(list)).toEqual(left);

    await runSql(url, 'update users set created_at = created_at - interval 1 day');
    await runSql(url, remove);
    expect(await emails('select email from users')).toEqual([byAccount, byAddress].sort());
    for (const email of [...left, byAccount]) expect(await signIn(email)).toBe(email);
  },
);
