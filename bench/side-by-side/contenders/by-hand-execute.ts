import { createPool } from 'mysql2/promise';
import { basicTables } from '../../tables/ours.ts';
import { adapterByHand } from './by-hand.ts';
import type { Contender } from './contender.ts';

export default {
  tables: basicTables,
  open(url) {
    const pool = createPool(url);
    const adapter = adapterByHand(pool, (client, statement, values) => client.execute(statement, values));
    return { adapter, close: () => pool.end() };
  },
} satisfies Contender;
