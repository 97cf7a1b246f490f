import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { startVitess } from '../../dev/vitess.ts';
import { answersOf, differingPaths, type Names } from './stand-in/answers.ts';
import { differences } from './stand-in/differences.ts';
import { type Subject, statements } from './stand-in/statements.ts';

interface StandIn {
  readonly server: PlanetScaleServer;
  readonly names: Names;
}

const cleanups: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const clean of cleanups.toReversed()) await clean();
});

async function open(serverUrl: string, beneath: (database: string) => string): Promise<StandIn> {
  const database = await createDatabase(serverUrl);
  cleanups.push(database.drop);
  const server = await startPlanetScale(database.url);
  cleanups.push(() => server.close());
  return { server, names: { database: database.name, beneath: beneath(database.name) } };
}

describe('the stand-in on MySQL', () => {
  let onVtgate: StandIn;
  let onMySql: StandIn;
  beforeAll(async () => {
    // PlanetScale's limit; vtcombo's own is a tenth of it.
    const vitess = await startVitess({ options: ['--queryserver-config-max-result-size', '100000'] });
    cleanups.push(() => vitess.stop());
    const mysql = vitess.beneath ?? (await startMySql());
    onVtgate = await open(vitess.url, (database) => `vt_${database}_0`);
    onMySql = await open(mysql, (database) => database);
  });

  // The keys of an object whose type lists them all.
  it.each(Object.keys(statements) as Subject[])('answers %s as on a vtgate', async (subject) => {
    const list: readonly string[] = statements[subject];
    const expected = await answersOf(onVtgate.server.url, list, onVtgate.names);
    const actual = await answersOf(onMySql.server.url, list, onMySql.names);
    const found = list.flatMap((statement, index) => {
      const [one, other] = [expected[index] ?? new Map(), actual[index] ?? new Map()];
      return differingPaths(one, other).map((path) => ({
        ...{ statement, path, onVtgate: one.get(path), onMySql: other.get(path) },
      }));
    });
    const declared = differences.flatMap(({ name, parts, statements: shownBy }) =>
      (shownBy[subject] ?? []).map((statement) => ({ name, parts, statement })),
    );
    const isOf = (one: (typeof declared)[number], { statement, path }: (typeof found)[number]) =>
      one.statement === statement && one.parts.test(path);
    expect(found.filter((each) => !declared.some((one) => isOf(one, each)))).toEqual([]);
    expect(declared.filter((one) => !found.some((each) => isOf(one, each)))).toEqual([]);
  });

  it('recalls LAST_INSERT_ID() from the session, and so does the one on vtgate', async () => {
    const list = [
      'create table counted (id int primary key auto_increment)',
      'insert into counted values (41)',
      'insert into counted values ()',
      'select last_insert_id() as last',
    ];
    for (const { server, names } of [onVtgate, onMySql]) {
      const answers = await answersOf(server.url, list, names);
      expect(answers.at(-1)?.get('rows.0.0')).toBe('42');
    }
  });
});

it('is documented, difference by difference', async () => {
  const text = await readFile(new URL('../../dev/planetscale/README.md', import.meta.url), 'utf8');
  const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(differences.map(({ name }) => name));
});

async function startMySql(): Promise<string> {
  const server = await startServer({ kind: 'mysql' });
  cleanups.push(() => server.stop());
  return server.url;
}
