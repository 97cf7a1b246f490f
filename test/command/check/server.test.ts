import { describe, expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { mysqlAlone, servers } from '../../support/databases/new-database.ts';
import { findIn, inShort, productionDatabase, SLOW } from './checking.ts';

const REMOTE = 'mysql://app:hunter2@db.example.com/site';

const WITH_TIMESTAMP = `alter table users add column seen_at timestamp null`;

/** Settings that a connection may have, and what is found then. */
const settings = [
  { session: "set sql_mode = ''", found: ['sql-mode-not-strict'] },
  { session: "set sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')", found: ['no-backslash-escapes'] },
  { session: 'set autocommit = 0', found: ['autocommit-off'] },
  { session: "set completion_type = 'CHAIN'", found: ['completion-type'] },
  { session: 'set explicit_defaults_for_timestamp = 0', found: [] },
  {
    session: 'set explicit_defaults_for_timestamp = 0',
    sql: WITH_TIMESTAMP,
    found: ['timestamp-defaults-implicit'],
  },
  { session: 'set session transaction isolation level serializable', found: ['isolation-level'] },
  { session: 'set session transaction isolation level read uncommitted', found: ['isolation-level'] },
  { session: 'set session transaction isolation level read committed', found: [] },
  {
    session: 'set timestamp = unix_timestamp() - 90',
    found: ['clocks-differ'],
    named: /\d seconds behind/,
  },
  {
    session: 'set timestamp = unix_timestamp() + 900',
    found: ['clocks-differ'],
    named: /\d seconds ahead of/,
  },
  { session: "set time_zone = '+05:30'", found: [] },
  { session: "set time_zone = '+05:30'", sql: WITH_TIMESTAMP, found: ['time-zone-not-utc'] },
] as const;

describe.each(servers)('the settings of %s', (server) => {
  it.each(
    settings.map((setting) => [setting.session, 'sql' in setting ? setting.sql : '', setting] as const),
  )('are found where they do harm: %s %s', SLOW, async (session, sql, { found, ...more }) => {
    const url = await productionDatabase(server);
    if (sql) await runSql(url, sql);
    const findings = await findIn(url, { session });
    expect(inShort(findings)).toEqual(found);
    if ('named' in more) expect(findings[0]?.problem).toMatch(more.named);
  });

  it('are not taken for wrong where they are as they should be', SLOW, async () => {
    const url = await productionDatabase(server);
    await runSql(url, WITH_TIMESTAMP);
    expect(await findIn(url, { session: "set time_zone = '+00:00'" })).toEqual([]);
  });

  it.each([REMOTE, 'not an address'])(
    'are found on a connection without TLS to another machine: %s',
    SLOW,
    async (shownUrl) => {
      const url = await productionDatabase(server);
      expect(inShort(await findIn(url, { shownUrl }))).toEqual(['connection-not-encrypted']);
    },
  );

  it.each([
    'mysql://localhost/site',
    'mysql://127.0.0.1:3306/site',
    'mysql://[::1]/site',
    'mysql://x/site?socketPath=/run/s',
  ])('may do without TLS on the same machine: %s', SLOW, async (shownUrl) => {
    expect(await findIn(await productionDatabase(server), { shownUrl })).toEqual([]);
  });
});

// The MariaDB of the tests has no certificate.
describe.each(mysqlAlone)('TLS on %s', (server) => {
  it('is seen on the very connection', SLOW, async () => {
    const url = await productionDatabase(server);
    const pool = { ssl: { rejectUnauthorized: false } };
    expect(await findIn(url, { shownUrl: REMOTE, pool })).toEqual([]);
  });
});

describe.each(servers)('a database user on %s', (server) => {
  /** Makes a user with rights on tables, and returns the address for them. */
  async function userWith(url: string, rights: string, tables: readonly string[]): Promise<string> {
    const name = `authjs_test_${crypto.randomUUID().slice(0, 8)}`;
    const grants = tables.map((table) => `grant ${rights} on \`${table}\` to '${name}'@'%';`);
    await runSql(url, `create user '${name}'@'%'; ${grants.join('')}`);
    onTestFinished(() => runSql(url, `drop user '${name}'@'%'`));
    return Object.assign(new URL(url), { username: name }).href;
  }

  const ALL = ['users', 'accounts', 'sessions', 'verification_tokens', 'authenticators'];
  const TRIGGER = 'create trigger mine before insert on users for each row set new.name = new.name';

  it('who may only read the tables finds all but triggers', SLOW, async () => {
    const url = await productionDatabase(server);
    const reader = await userWith(url, 'select', ALL);
    expect(await findIn(reader)).toEqual([]);
    await runSql(
      url,
      `${TRIGGER}; alter table users drop key email, modify name varchar(10) character set latin1;
        alter table sessions drop key user_id, add unique key mine (user_id);
        insert into sessions (user_id, expires, session_token, created_at, updated_at)
          values ('gone', '2030-01-01', 't', '2026-01-31', '2026-01-31')`,
    );
    const all = inShort(await findIn(url));
    expect(all).toContain('table-has-triggers users');
    expect(all.length).toBeGreaterThan(5);
    expect(inShort(await findIn(reader))).toEqual(all.filter((line) => line !== 'table-has-triggers users'));
    await runSql(url, `grant trigger on users to '${new URL(reader).username}'@'%'`);
    expect(inShort(await findIn(reader))).toEqual(all);
  });

  it('who may not read a table is told so', SLOW, async () => {
    const url = await productionDatabase(server);
    const reader = await userWith(url, 'select', ALL.slice(0, 4));
    const findings = await findIn(reader);
    expect(inShort(findings)).toEqual(['table-missing authenticators']);
    expect(findings[0]?.fix).toContain('GRANT SELECT');
  });

  it('who may write to a table but not read it is told which checks could not be done', SLOW, async () => {
    const url = await productionDatabase(server);
    const writer = await userWith(url, 'insert', ALL);
    const findings = await findIn(writer);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['check-failed']));
    expect(findings[0]?.problem).toContain('ER_TABLEACCESS_DENIED_ERROR');
  });
});
