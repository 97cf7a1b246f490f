// Compiled, never run: what users of the entry for Vitess see in their editor, with Drizzle 0.45 and with 1.0.

import * as basic from 'authjs-drizzle-mysql/schema';
import * as production from 'authjs-drizzle-mysql/schema/production';
import {
  type AdapterTables,
  type ShardedSchema,
  type ShardedSchemaOptions,
  shardedSchema,
  type TablesToShard,
  type VSchema,
} from 'authjs-drizzle-mysql/vitess';
import { expectTypeOf } from 'vitest';

expectTypeOf(shardedSchema(production)).toEqualTypeOf<ShardedSchema>();
shardedSchema(basic, { sequences: 'numbers', casing: 'snake_case' });
shardedSchema(basic.createTables({ base: 'production', prefix: 'auth_' }));
shardedSchema({ users: basic.users, accounts: basic.accounts });
expectTypeOf<AdapterTables>().toExtend<TablesToShard>();
// @ts-expect-error There is nothing to place without users.
shardedSchema({ accounts: basic.accounts });
// @ts-expect-error Every statement that makes a sequence is for one keyspace.
shardedSchema(basic, { sequences: ['numbers'] });

expectTypeOf<ShardedSchema['lookups']>().toEqualTypeOf<readonly string[]>();
expectTypeOf<ShardedSchema['sequencesVschema']>().toEqualTypeOf<VSchema>();
expectTypeOf<ShardedSchemaOptions['sequences']>().toEqualTypeOf<string | undefined>();
