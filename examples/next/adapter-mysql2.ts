import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { db } from './db';
import * as tables from './schema';

export const adapter = MySqlAdapter(db, { tables });
