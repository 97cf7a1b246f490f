import { MySqlAdapter } from 'authjs-drizzle-mysql/mysql2';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { createPool } from 'mysql2/promise';
import { productionTables } from '../../tables/ours.ts';
import type { Contender } from './contender.ts';

export default {
  tables: productionTables,
  open(url) {
    const pool = createPool(url);
    return { adapter: MySqlAdapter(pool, { tables }), close: () => pool.end() };
  },
} satisfies Contender;
