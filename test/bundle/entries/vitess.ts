import * as tables from 'authjs-drizzle-mysql/schema/production';
import { shardedSchema } from 'authjs-drizzle-mysql/vitess';
import { adapt } from './planetscale.ts';

/** A site that works out its own VSchema. */
export const open = (url: string) => ({ adapter: adapt(url), schema: shardedSchema(tables) });
