import { authRelations } from 'authjs-drizzle-mysql/relations-v2';
import { adapt } from './planetscale.ts';

/** A site that has the relations for Drizzle 1.0 as well. */
export const open = (url: string) => ({ adapter: adapt(url), authRelations });
