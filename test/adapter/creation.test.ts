import { drizzle } from 'drizzle-orm/mysql-proxy';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/adapter/tables/columns.ts';
import { MySqlAdapter } from '../../src/index.ts';
import { createTables } from '../../src/schema/index.ts';

describe.each(['basic', 'production'] as const)('with the %s tables', (base) => {
  it('making an adapter works out nothing that only a write needs', () => {
    const tables = createTables({ base });
    const asked: string[] = [];
    // How values travel to a column depends on its type, and that is the most work of all.
    for (const [name, table] of Object.entries(tables))
      for (const [key, column] of Object.entries(columnsOf(table))) {
        const { getSQLType } = column;
        column.getSQLType = () => {
          asked.push(`${name}.${key}`);
          return getSQLType.call(column);
        };
      }
    MySqlAdapter(
      drizzle(async () => ({ rows: [] })),
      { tables },
    );
    const ofTypes = /\.(credentialID|id)$/; // custom types, which are tried when they are given
    expect(asked.filter((name) => !ofTypes.test(name))).toEqual([]);
  });
});
