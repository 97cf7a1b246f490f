import { MySqlAdapter } from 'authjs-drizzle-mysql';
import * as tables from 'authjs-drizzle-mysql/schema/production';
import { db } from './db';

export const adapter = MySqlAdapter(db, { tables });
