import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { options } from './adapter-options';
import { db } from './db';

export const adapter = MySqlAdapter(db, options);

export { db };
