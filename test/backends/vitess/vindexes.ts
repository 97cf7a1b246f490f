import type { Pool, RowDataPacket } from 'mysql2/promise';
import { SEQUENCES, vschema } from './vschema.ts';

/** A table of a test's own, as the servers beneath know it. */
interface Table {
  readonly name: string;
  readonly columns: readonly { name: string; extra: string; collation: string | null }[];
  /** The columns of each unique key. */
  readonly uniqueKeys: readonly string[][];
}

/** What the adapter finds rows by, besides their users. */
const LOOKED_UP = [['email'], ['provider_account_id', 'provider'], ['session_token'], ['credential_id']];

/** The column whose hash is the shard of a row: the first of these that there is. */
const PLACED_BY = ['user_id', 'member_id', 'identifier', 'id'];

const isShipped = (table: string) => table in vschema.tables;

/**
 * Distributes a table of a test's own over the shards as `shardedSchema` does: by the user that a row belongs to, with
 * a lookup for every other way to find it, and ids from a sequence. Only a unique key makes its lookup unique.
 */
export async function addVindexes(
  vtgate: Pool,
  keyspace: string,
  name: string,
  shards: readonly Pool[],
): Promise<void> {
  const [first] = shards;
  if (isShipped(name) || !first) return;
  const table = await describe(first, name);
  const columns = table.columns.map((column) => column.name);
  const placedBy = PLACED_BY.find((each) => columns.includes(each)) ?? columns[0];
  const vindexes = await vindexesOn(vtgate, keyspace, name);
  const alter = (change: string) =>
    vtgate.query(`alter vschema on \`${keyspace}\`.\`${name}\` add ${change}`);
  if (vindexes.size === 0) {
    await alter(`vindex xxhash (\`${placedBy}\`) using xxhash`);
    const counted = table.columns.find(({ extra }) => extra.includes('auto_increment'))?.name;
    // Any sequence will do: it never gives a number twice.
    if (counted) await alter(`auto_increment \`${counted}\` using ${SEQUENCES}.accounts_seq`);
  }
  const keys = table.uniqueKeys.filter((key) => !key.includes('id') && !key.includes(placedBy ?? ''));
  const others = LOOKED_UP.filter((key) => key.every((column) => columns.includes(column)));
  for (const key of [...keys, ...others]) {
    const lookup = `${name}_by_${key.join('_')}`;
    if (vindexes.has(lookup)) continue;
    vindexes.add(lookup);
    const isUnique = keys.includes(key);
    const list = key.map((column) => `\`${column}\``).join(', ');
    // Unique in any case: vtgate deletes by all of it, which locks no gap that it then inserts into.
    const create = `create table \`${lookup}\` (keyspace_id varbinary(128),
      unique key (${isUnique ? list : `${list}, keyspace_id`})) select ${list} from \`${name}\` limit 0`;
    await Promise.all(shards.map((shard) => shard.query(create)));
    const isText = table.columns.find((column) => column.name === key[0])?.collation?.endsWith('_ci');
    const hash = isText ? 'unicode_loose_xxhash' : 'xxhash';
    await vtgate.query(
      `alter vschema on \`${keyspace}\`.\`${lookup}\` add vindex ${hash} (\`${key[0]}\`) using ${hash}`,
    );
    // A unique lookup by two columns would find rows by the first alone.
    const type = isUnique && key.length === 1 ? 'consistent_lookup_unique' : 'consistent_lookup';
    await alter(`vindex \`${lookup}\` (${list}) using ${type} with owner=\`${name}\`, table=\`${lookup}\`,
      from=\`${key.join(',')}\`, to=keyspace_id, ignore_nulls=true`);
  }
}

/** Takes a table of a test's own out of the VSchema. */
export async function dropFromVschema(vtgate: Pool, keyspace: string, table: string): Promise<void> {
  if (!isShipped(table)) await vtgate.query(`alter vschema drop table \`${keyspace}\`.\`${table}\``);
}

/** Takes the tables that former tests have made out of the VSchema. */
export async function dropOwnTables(vtgate: Pool, keyspace: string): Promise<void> {
  const [rows] = await vtgate.query<RowDataPacket[]>('show vschema tables');
  const names = rows.flatMap((row) => Object.values(row) as string[]);
  for (const name of names) if (name !== 'dual') await dropFromVschema(vtgate, keyspace, name);
}

async function vindexesOn(vtgate: Pool, keyspace: string, table: string): Promise<Set<string>> {
  const [tables] = await vtgate.query<RowDataPacket[]>('show vschema tables');
  if (!tables.some((row) => Object.values(row).includes(table))) return new Set();
  const [rows] = await vtgate.query<RowDataPacket[]>(`show vschema vindexes on \`${keyspace}\`.\`${table}\``);
  return new Set(rows.map((row) => row.Name));
}

async function describe(shard: Pool, name: string): Promise<Table> {
  const [columns] = await shard.query<RowDataPacket[]>(
    `select column_name as name, extra as extra, collation_name as collation
      from information_schema.columns where table_schema = database() and table_name = ? order by ordinal_position`,
    [name],
  );
  const [keys] = await shard.query<RowDataPacket[]>(
    `select group_concat(column_name order by seq_in_index) as columns from information_schema.statistics
      where table_schema = database() and table_name = ? and non_unique = 0 group by index_name`,
    [name],
  );
  return {
    name,
    columns: columns as (RowDataPacket & Table['columns'][number])[],
    uniqueKeys: keys.map((key) => key.columns.split(',')),
  };
}
