import { describe, expect, it } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { rowsOf, servers } from '../../support/databases/new-database.ts';
import { findIn, inShort, productionDatabase, SLOW } from './checking.ts';

const at = "'2026-01-31', '2026-01-31'";
const user = (id: string, email: string | null, verified = "'2026-01-31'") =>
  `insert into users (id, email, email_verified, created_at, updated_at)
    values ('${id}', ${email === null ? 'null' : `'${email}'`}, ${verified}, ${at});`;
const account = (userId: string, provider: string, id: string, type = 'oauth', more = '') =>
  `insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at${more && ', access_token, refresh_token'})
    values ('${userId}', '${type}', '${provider}', '${id}', ${at}${more});`;
const session = (userId: string, token: string, expires = '2030-01-01') =>
  `insert into sessions (user_id, expires, session_token, created_at, updated_at) values ('${userId}', '${expires}', '${token}', ${at});`;
const passkey = (userId: string, id: string, accountId = id) =>
  `insert into authenticators (credential_id, user_id, provider_account_id, credential_public_key, counter,
    credential_device_type, credential_backed_up, created_at, updated_at)
    values ('${id}', '${userId}', '${accountId}', 'key', 0, 'singleDevice', 0, ${at});`;

/** An encrypted token, by its form. */
const SEALED = `v1.2026-11.${'a'.repeat(16)}.${'b'.repeat(40)}`;
const PAIR_KEY = 'alter table accounts drop key provider_account;';
const EMAIL_KEY = 'alter table users drop key email;';

/** People and what is theirs, in a way that is sound. */
const sound = [
  user('ada', 'ada@example.com'),
  account('ada', 'github', 'A1'),
  account('ada', 'github', 'a1'),
  session('ada', 'secret-token-of-ada'),
  user('key', null, 'null'),
  account('key', 'passkey', 'S0V5', 'webauthn'),
  passkey('key', 'S0V5'),
  user('link', 'link@example.com'),
].join('');

interface Found {
  readonly name: string;
  readonly sql: string;
  readonly found: readonly string[];
  /** What the finding must name: ids of rows, but never a value. */
  readonly named?: readonly RegExp[];
}

const MISSING_EMAIL_KEY = 'unique-key-missing users email';
const MISSING_PAIR_KEY = 'unique-key-missing accounts provider_account_id, provider';

const changes: readonly Found[] = [
  {
    name: 'users of one address, however A to Z are written, where no key forbids it',
    sql: `${EMAIL_KEY} ${user('ada2', 'ADA@example.com')}`,
    found: [MISSING_EMAIL_KEY, 'duplicate-addresses users email'],
    named: [/\bada, ada2\b/],
  },
  {
    name: 'users of one address, in a column whose unique key minds the case',
    sql: `alter table users modify email varchar(255) character set utf8mb4 collate utf8mb4_bin; ${user('ada2', 'Ada@example.com')}`,
    found: ['duplicate-addresses users email'],
  },
  {
    name: 'users whose addresses look alike',
    sql: `${EMAIL_KEY} ${user('ada2', 'adá@example.com')} ${user('none', '')} ${user('none2', '')}`,
    found: [MISSING_EMAIL_KEY, 'look-alike-addresses users email', 'users-without-way-in users'],
    named: [/\bada, ada2\b/],
  },
  {
    name: 'accounts that are stored twice, but not those that differ in case',
    sql: `${PAIR_KEY} ${account('ada', 'github', 'A1')}`,
    found: [MISSING_PAIR_KEY, 'duplicate-accounts accounts'],
    named: [/ IN \(4\) AND /],
  },
  {
    name: 'sessions of one token',
    sql: `alter table sessions drop key sessionToken; ${session('ada', 'secret-token-of-ada')}`,
    found: ['unique-key-missing sessions session_token', 'duplicate-session-tokens sessions'],
    named: [/Ids of rows: 1, 2\./],
  },
  {
    name: 'users without any way in',
    sql: [
      user('lost', 'lost@example.com', 'null'),
      user('lost2', '', "'2026-01-31'"),
      session('lost', 'another-secret'),
    ].join(''),
    found: ['users-without-way-in users'],
    named: [/^2 users have/m, /\blost, lost2\b/],
  },
  {
    name: 'an account of a passkey that is not stored, or is somebody else’s',
    sql: [
      account('ada', 'passkey', 'TE9TVA==', 'webauthn'),
      account('link', 'other-passkeys', 'S0V5', 'webauthn'),
    ].join(''),
    found: ['passkey-accounts-without-passkey accounts'],
    named: [/IN \(4, 5\) AND .*NOT EXISTS/],
  },
  {
    name: 'a passkey without its account',
    sql: `${passkey('ada', 'QUxPTkU=')} ${account('ada', 'passkey', 'QUxPTkU=')}`,
    found: ['passkeys-without-account authenticators'],
    named: [/IN \(2\) AND NOT EXISTS/],
  },
  {
    name: 'sessions by their tokens beside hashed ones',
    sql: `${session('ada', `sha256$${'h'.repeat(43)}`)} ${session('ada', 'secret-and-over', '2026-01-31')}`,
    found: ['session-tokens-partly-hashed sessions'],
    named: [/^1 sessions that have not expired are stored as a hash, and 1 by/m, /until none is left/],
  },
  {
    name: 'plain tokens of providers beside encrypted ones',
    sql: account('link', 'google', '7', 'oauth', `, '${SEALED}', 'v1.a-token-of-the-provider'`),
    found: ['oauth-tokens-partly-encrypted accounts'],
    named: [/^1 tokens of providers are encrypted, and 1 are not/m],
  },
  {
    name: 'rows of users who do not exist',
    sql: [
      session('gone', 'another-secret'),
      account('gone', 'github', '9'),
      passkey('gone', 'R09ORQ=='),
    ].join(''),
    found: [
      'rows-without-user sessions',
      'rows-without-user accounts',
      'rows-without-user authenticators',
      'passkeys-without-account authenticators',
    ],
    named: [/^1 row belongs/m],
  },
  {
    name: 'a user whose id is none to show',
    sql: user('a@b.c', 'x@example.com', 'null'),
    found: ['users-without-way-in users'],
    named: [/none that can be shown/],
  },
];

/** What the rows hold that nobody may read in a terminal or a log. */
const SECRETS = [
  '@example.com',
  '@b.c',
  'secret-',
  '-secret',
  'S0V5',
  'TE9TVA',
  'QUxPTkU',
  'R09ORQ',
  'a-token',
  'bbbb',
  'hhhh',
  'A1',
];

describe.each(servers)('the rows on %s', (server) => {
  it.each(changes.map((change) => [change.name, change] as const))(
    'are shown by their ids alone: %s',
    SLOW,
    async (_name, { sql, found, named = [] }) => {
      const url = await productionDatabase(server);
      await runSql(url, sound);
      expect(await findIn(url)).toEqual([]);
      await runSql(url, sql);
      const findings = await findIn(url);
      expect(inShort(findings).sort()).toEqual([...found].sort());
      const text = findings.map(({ problem, fix }) => `${problem}\n${fix}`).join('\n');
      for (const pattern of named) expect(text).toMatch(pattern);
      for (const secret of SECRETS) expect(text).not.toContain(secret);
    },
  );

  it('are looked for in windows, so that none is missed behind the first', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, `${EMAIL_KEY} ${sound}`);
    const digits = (name: string) =>
      `(select 0 n ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `union all select ${n}`).join(' ')}) ${name}`;
    // 50,000 users, of whom the first and the last have one address, in ids that order apart.
    await runSql(
      url,
      `insert into users (id, email, email_verified, created_at, updated_at)
        select concat('u', e.n, d.n, c.n, b.n, a.n), concat(e.n, d.n, c.n, b.n, a.n, '@example.com'), '2026-01-31', ${at}
        from ${['a', 'b', 'c', 'd', 'e'].map(digits).join(', ')} where e.n < 5;
      update users set email = 'same@example.com' where id in ('u00000', 'u49999');
      update users set email_verified = null where id in ('u00001', 'u49998');`,
    );
    const findings = await findIn(url);
    expect(inShort(findings)).toEqual([
      MISSING_EMAIL_KEY,
      'duplicate-addresses users email',
      'users-without-way-in users',
    ]);
    expect(findings[1]?.problem).toContain('u00000, u49999');
    expect(findings[2]).toMatchObject({ count: 2, problem: expect.stringContaining('u00001, u49998') });
  });

  it('are not changed by it', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, sound);
    const all = () =>
      rowsOf(
        url,
        'select * from users; select * from accounts; select * from sessions; select * from authenticators',
      );
    const before = await all();
    await findIn(url);
    expect(await all()).toEqual(before);
  });
});
