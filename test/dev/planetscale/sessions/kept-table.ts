import type { Transaction } from '@planetscale/database';
import { beforeEach } from 'vitest';
import type { StandIn } from '../open-stand-in.ts';

/** Makes the table `kept` anew for every test of a suite, and returns how to write to it and read it. */
export function keptTable(standIn: () => StandIn) {
  beforeEach(async () => {
    const { client, server } = standIn();
    await client.execute('drop table if exists kept');
    await client.execute('create table kept (id int primary key)');
    server.clear();
  });
  return {
    insert: (transaction: Transaction, id: number) =>
      transaction.execute('insert into kept values (?)', [id]),
    async ids(): Promise<unknown[]> {
      const { client } = standIn();
      const { rows } = await client.execute('select id from kept order by id', null, { as: 'array' });
      return (rows as unknown[][]).flat(); // by `as: 'array'`
    },
  };
}
