import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import { createPool } from 'mysql2/promise';
import { basicTables } from '../../tables/ours.ts';
import type { Contender } from './contender.ts';

export default {
  tables: basicTables,
  open(url) {
    const pool = createPool(url);
    return { adapter: MySqlAdapter(pool), close: () => pool.end() };
  },
} satisfies Contender;
