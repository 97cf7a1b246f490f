import { randomUUID } from 'node:crypto';
import type { MySqlProxy } from '../../dev/mysql-proxy.ts';
import { query } from '../../test/support/databases/query.ts';
import type { MeasuredAdapter } from '../side-by-side/contenders/contender.ts';

/** An adapter on tables of its own, and what is needed to disturb and inspect them. */
interface Site {
  readonly adapter: MeasuredAdapter;
  readonly proxy: MySqlProxy;
  /** The address of the database, past the proxy. */
  readonly url: string;
}

/** Something that a site may rely on, and how to find out whether an adapter keeps it. */
export interface AdapterPromise {
  /** In the words of somebody who runs a site. */
  readonly says: string;
  /** The test that checks it here, in the file below `test/`. */
  readonly test: { readonly file: string; readonly title: string };
  /** Whether the tables are made without their foreign keys, as PlanetScale advises. @default false */
  readonly isWithoutForeignKeys?: boolean;
  /** Returns whether it was kept. A call that fails where it should not counts as broken. */
  isKept(site: Site): Promise<boolean>;
}

const inAnHour = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000);

/** Makes a user as Auth.js does, which proposes an id. */
const addUser = async ({ adapter }: Site, email: string) =>
  adapter.createUser({ id: randomUUID(), name: 'Ada', email, emailVerified: null });

const account = (userId: string, providerAccountId: string) =>
  ({ userId, type: 'oidc', provider: 'id', providerAccountId }) as const;

const isRefused = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => false,
    () => true,
  );

/** Returns the names of the tables that begin alike, in whatever case an adapter writes them. */
async function tablesLike({ url }: Site, beginning: string): Promise<readonly string[]> {
  const tables = await query(
    url,
    `select table_name as name from information_schema.tables
      where table_schema = database() and lower(table_name) like '${beginning}%'`,
  );
  if (tables.length === 0) throw new Error(`Expected tables that begin with "${beginning}", got none.`);
  return tables.map(({ name }) => String(name));
}

async function countRows(site: Site, beginning: string): Promise<number> {
  const tables = await tablesLike(site, beginning);
  const counts = await Promise.all(
    tables.map((name) => query(site.url, `select count(*) as n from \`${name}\``)),
  );
  return counts.flat().reduce((sum, { n }) => sum + Number(n), 0);
}

/** What is compared, in the order of the table. */
export const promises: readonly AdapterPromise[] = [
  {
    says: 'Two accounts at a provider whose ids differ in case are two accounts',
    test: {
      file: 'identity/lookups.ts',
      title: 'finds nothing by what looks like a name, and leaves every row alone',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      await site.adapter.linkAccount(account(ada.id, 'AbC'));
      return (await site.adapter.getUserByAccount({ provider: 'id', providerAccountId: 'aBc' })) === null;
    },
  },
  {
    says: 'A session token counts only as it was issued, capitals included',
    test: {
      file: 'identity/lookups.ts',
      title: 'finds nothing by what looks like a name, and leaves every row alone',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      await site.adapter.createSession({ sessionToken: 'Token-One', userId: ada.id, expires: inAnHour() });
      return (await site.adapter.getSessionAndUser('tOKEN-oNE')) === null;
    },
  },
  {
    says: '`adá@example.com` is not `ada@example.com`',
    test: {
      file: 'identity/lookups.ts',
      title: 'finds nothing by what looks like a name, and leaves every row alone',
    },
    async isKept(site) {
      await addUser(site, 'adá@example.com');
      return (await site.adapter.getUserByEmail('ada@example.com')) === null;
    },
  },
  {
    says: 'A sign-in link works once, though 20 requests follow it at the same time',
    test: { file: 'contract/races/one-token.ts', title: 'lets one of 50 requests redeem a token when %s' },
    async isKept({ adapter }) {
      for (let round = 0; round < 5; round += 1) {
        const link = { identifier: `ada${round}@example.com`, token: `token-${round}` };
        await adapter.createVerificationToken({ ...link, expires: inAnHour() });
        const answers = await Promise.all(
          new Array(20).fill(link).map((each) => adapter.useVerificationToken(each)),
        );
        if (answers.filter(Boolean).length !== 1) return false;
      }
      return true;
    },
  },
  {
    says: 'An account at a provider belongs to one user',
    test: { file: 'contract/suites/accounts.ts', title: 'refuses an account that belongs to another user' },
    async isKept(site) {
      const [ada, eve] = [await addUser(site, 'ada@example.com'), await addUser(site, 'eve@example.com')];
      await site.adapter.linkAccount(account(ada.id, 'one'));
      return isRefused(Promise.resolve(site.adapter.linkAccount(account(eve.id, 'one'))));
    },
  },
  {
    says: 'No session is made for a user who is gone',
    test: {
      file: 'contract/suites/sessions.ts',
      title: 'creates no session for a user who does not exist, or whose id differs in case',
    },
    isKept: makesNoSessionOfNobody,
  },
  {
    says: 'The same without foreign keys',
    test: {
      file: 'contract/suites/sessions.ts',
      title: 'creates no session for a user who does not exist, or whose id differs in case',
    },
    isWithoutForeignKeys: true,
    isKept: makesNoSessionOfNobody,
  },
  {
    says: 'A deleted user leaves no session and no account, without foreign keys',
    test: {
      file: 'contract/suites/users.ts',
      title: 'deletes a user with sessions, accounts and the tokens of the address, and nobody else',
    },
    isWithoutForeignKeys: true,
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      await site.adapter.linkAccount(account(ada.id, 'one'));
      await site.adapter.createSession({ sessionToken: 'token', userId: ada.id, expires: inAnHour() });
      await site.adapter.deleteUser(ada.id);
      return (await countRows(site, 'account')) + (await countRows(site, 'session')) === 0;
    },
  },
  {
    says: 'A deleted user leaves no sign-in link that still works',
    test: {
      file: 'contract/suites/users.ts',
      title: 'deletes a user with sessions, accounts and the tokens of the address, and nobody else',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      const link = { identifier: 'ada@example.com', token: 'token' };
      await site.adapter.createVerificationToken({ ...link, expires: inAnHour() });
      await site.adapter.deleteUser(ada.id);
      return (await site.adapter.useVerificationToken(link)) === null;
    },
  },
  {
    says: 'A first sign-in that fails halfway leaves no user behind',
    test: {
      file: 'contract/suites/kept-sign-ups.ts',
      title: 'removes a user whom it has made when the account that is linked next fails, and nobody else',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      site.proxy.inject({ kind: 'refuse', statement: /insert/i, errno: 1142 });
      await isRefused(Promise.resolve(site.adapter.linkAccount(account(ada.id, 'one'))));
      return (await countRows(site, 'user')) === 0;
    },
  },
  {
    says: 'A token that is too long is not cut off, also by a server that is not strict',
    test: {
      file: 'contract/suites/tokens-of-providers.ts',
      title: 'refuses a $column of more than $max $unit, and links nothing',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      const access_token = 'x'.repeat(70_000);
      if (
        await isRefused(
          Promise.resolve(site.adapter.linkAccount({ ...account(ada.id, 'one'), access_token })),
        )
      ) {
        return true;
      }
      const [accounts] = await tablesLike(site, 'account');
      const [row] = await query(site.url, `select max(length(access_token)) as n from \`${accounts}\``);
      return Number(row?.n) === access_token.length;
    },
  },
  {
    says: 'A session ends when the site said, not up to a second later',
    test: {
      file: 'adapter/columns/dates.test.ts',
      title: 'is sent the date in UTC, cut to what it keeps and never rounded up',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      const expires = new Date(inAnHour().getTime() + 999);
      await site.adapter.createSession({ sessionToken: 'token', userId: ada.id, expires });
      const found = await site.adapter.getSessionAndUser('token');
      return found !== null && found.session.expires.getTime() <= expires.getTime();
    },
  },
  {
    says: 'A visitor stays signed in when the connection breaks during a read',
    test: {
      file: 'contract/suites/lost-connections.ts',
      title: '$call sends its $statement twice more, and then gives up',
    },
    async isKept(site) {
      const ada = await addUser(site, 'ada@example.com');
      await site.adapter.createSession({ sessionToken: 'token', userId: ada.id, expires: inAnHour() });
      site.proxy.inject({ kind: 'drop', executed: false, statement: /select[\s\S]*session/i });
      return (await Promise.resolve(site.adapter.getSessionAndUser('token')).catch(() => null)) !== null;
    },
  },
  {
    says: 'What Auth.js logs of an error holds no address',
    test: {
      file: 'contract/suites/errors.ts',
      title: 'gives Auth.js nothing secret to log, whatever goes wrong with a sign-in',
    },
    async isKept(site) {
      await addUser(site, 'secret@example.com');
      const error = await addUser(site, 'secret@example.com').catch((reason: unknown) => reason);
      // Its logger prints the message and the stack, and not what is nested in causes.
      return error instanceof Error && !`${error.message} ${error.stack}`.includes('secret@example.com');
    },
  },
];

async function makesNoSessionOfNobody(site: Site): Promise<boolean> {
  const ada = await addUser(site, 'ada@example.com');
  await site.adapter.deleteUser(ada.id);
  const session = { sessionToken: 'token', userId: ada.id, expires: inAnHour() };
  return (
    (await isRefused(Promise.resolve(site.adapter.createSession(session)))) &&
    (await countRows(site, 'session')) === 0
  );
}
