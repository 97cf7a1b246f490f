import { createPool } from 'mysql2/promise';
import { adapterByHand } from './by-hand.ts';
import type { Contender } from './contender.ts';
import { basicTables } from './our-tables.ts';

export default {
  tables: basicTables,
  open(url) {
    const pool = createPool(url);
    const adapter = adapterByHand(pool, (client, statement, values) => client.query(statement, values));
    return { adapter, close: () => pool.end() };
  },
} satisfies Contender;
