import { createPool } from 'mysql2/promise';
import { expect, it, onTestFinished } from 'vitest';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { configureAuth } from '../support/auth/auth-config.ts';
import { byLink, followLink } from '../support/auth/providers.ts';
import { newVisitor, signedInAs } from '../support/auth/visitor.ts';
import * as project from '../support/databases/drizzle-adapter-tables.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { uniqueEmail } from '../support/rows/samples.ts';

const [repair = ''] = await codeUnder('migrating.md', "From Auth.js's own Drizzle adapter", 'sql');

/** SQL that makes the table as older templates have it. */
const BY_ADDRESS = 'ALTER TABLE verificationToken DROP PRIMARY KEY, ADD PRIMARY KEY (identifier);';

it.each(servers)(
  'a table of tokens by address alone has one link at a time on %s, until its key is both',
  async (server) => {
    const url = await newDatabase(server);
    await makeTables(url, project);
    await runSql(url, BY_ADDRESS);
    const pool = createPool(url);
    onTestFinished(() => pool.end());
    const [links, errors] = [new Map<string, string>(), [] as Error[]];
    const config = configureAuth(MySqlAdapter(pool, { tables: project }), [byLink(links)], errors);
    const email = uniqueEmail();
    const ask = async () => {
      const visitor = newVisitor(config);
      await visitor.post('/auth/signin/email', { email });
      const codes = errors.splice(0).flatMap(({ cause }) => (cause as { err?: unknown })?.err ?? []);
      return { visitor, codes, link: new Map(links) };
    };

    const first = await ask();
    expect(first.codes).toEqual([]);
    expect((await ask()).codes).toContainEqual(
      expect.objectContaining({ code: 'DUPLICATE', table: 'verificationToken' }),
    );
    await followLink(first.visitor, first.link, email);
    expect(await signedInAs(first.visitor)).toBe(email);

    await runSql(url, repair);
    for (const { visitor, codes, link } of [await ask(), await ask()]) {
      expect(codes).toEqual([]);
      await followLink(visitor, link, email);
      expect(await signedInAs(visitor)).toBe(email);
    }
  },
);
