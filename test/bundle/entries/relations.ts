import { authRelations } from 'authjs-drizzle-mysql/relations';
import * as tables from 'authjs-drizzle-mysql/schema';
import { adapt } from './planetscale.ts';

/** A site that has the relations for Drizzle 0.45 as well. */
export const open = (url: string) => ({ adapter: adapt(url), ...authRelations(tables) });
