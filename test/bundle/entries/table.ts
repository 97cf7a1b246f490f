import { Client } from '@planetscale/database';
import { mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/planetscale-serverless';

const notes = mysqlTable('notes', { id: varchar('id', { length: 12 }).primaryKey() });

/** A site with one table of its own: Drizzle brings its builders of every column type with the first. */
export const readNotes = (url: string) =>
  drizzle({ client: new Client({ url }) })
    .select()
    .from(notes);
