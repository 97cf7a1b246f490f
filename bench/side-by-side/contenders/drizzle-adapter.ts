import { DrizzleAdapter } from '@auth/drizzle-adapter';
import { drizzle } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';
import { drizzleAdapterTables } from '../../tables/drizzle-adapter.ts';
import type { Contender, MeasuredAdapter } from './contender.ts';

export default {
  tables: drizzleAdapterTables,
  open(url) {
    const pool = createPool(url);
    const adapter = DrizzleAdapter(drizzle({ client: pool })) as MeasuredAdapter;
    return { adapter, close: () => pool.end() };
  },
} satisfies Contender;
