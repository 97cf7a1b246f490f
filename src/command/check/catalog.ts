import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { readRows, textOf } from './rows.ts';

/** A column as the database has it. */
export interface ActualColumn {
  readonly name: string;
  /** The whole type, such as `varchar(255)`. */
  readonly type: string;
  readonly isNullable: boolean;
  /** The default as information_schema has it; undefined for none, and for NULL. */
  readonly default: string | undefined;
  /** `auto_increment`, `on update current_timestamp()` and the like, in lower case. */
  readonly extra: string;
  /** Undefined for what is no text. */
  readonly charset: string | undefined;
  readonly collation: string | undefined;
  readonly comment: string;
}

/** An index as the database has it; the primary key too. */
export interface ActualIndex {
  readonly name: string;
  readonly isUnique: boolean;
  /** The names of its columns in lower case; undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  /** Whether it has only the beginning of a column. */
  readonly isPartial: boolean;
}

/** A foreign key. */
interface ForeignKey {
  readonly name: string;
  /** The table that declares it. */
  readonly table: string;
}

/** A table as the database has it, as far as the database user may see. */
export interface ActualTable {
  readonly name: string;
  readonly engine: string;
  /** By name, in lower case. */
  readonly columns: ReadonlyMap<string, ActualColumn>;
  readonly indexes: readonly ActualIndex[];
  readonly triggers: readonly string[];
  /** The foreign keys from this table to others, and from others to it. */
  readonly foreignKeys: readonly ForeignKey[];
}

/** Reads what information_schema says about tables. Returns a function that finds one by its name. */
export async function readCatalog(
  db: Database,
  names: readonly string[],
): Promise<(name: string) => ActualTable | undefined> {
  const listed = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  const select = <Names extends string>(query: SQL) =>
    readRows<Names | 'table'>(db, 'information_schema', query);
  const tables = await select<'engine'>(sql`select table_name as \`table\`, engine as engine
    from information_schema.tables where table_schema = database() and table_name in (${listed})`);
  const columns = await select<
    'name' | 'type' | 'nullable' | 'value' | 'extra' | 'charset' | 'collation' | 'comment'
  >(sql`
    select table_name as \`table\`, column_name as name, column_type as type, is_nullable as nullable,
      column_default as value, extra as extra, character_set_name as charset, collation_name as collation,
      column_comment as comment
    from information_schema.columns where table_schema = database() and table_name in (${listed})
    order by ordinal_position`);
  const parts = await select<'name' | 'repeats' | 'column' | 'part'>(sql`
    select table_name as \`table\`, index_name as name, non_unique as repeats, column_name as \`column\`, sub_part as part
    from information_schema.statistics where table_schema = database() and table_name in (${listed})
    order by seq_in_index`);
  const triggers = await select<'name'>(sql`
    select event_object_table as \`table\`, trigger_name as name from information_schema.triggers
    where event_object_schema = database() and event_object_table in (${listed})`);
  const foreignKeys = await select<'name' | 'parent'>(sql`
    select distinct table_name as \`table\`, constraint_name as name, referenced_table_name as parent
    from information_schema.key_column_usage
    where table_schema = database() and referenced_table_name is not null
      and (table_name in (${listed}) or referenced_table_name in (${listed}))`);

  const described = tables.map((row): ActualTable => {
    const name = textOf(row.table);
    const isOfIt = (other: { readonly table: unknown }) => textOf(other.table) === name;
    return {
      name,
      engine: textOf(row.engine),
      columns: new Map(
        columns.filter(isOfIt).map((column) => [textOf(column.name).toLowerCase(), columnOf(column)]),
      ),
      indexes: indexesOf(parts.filter(isOfIt)),
      triggers: triggers.filter(isOfIt).map((trigger) => textOf(trigger.name)),
      foreignKeys: foreignKeys
        .filter((key) => isOfIt(key) || textOf(key.parent) === name)
        .map((key) => ({ name: textOf(key.name), table: textOf(key.table) })),
    };
  });
  // Some servers lower-case the names of tables, and compare them so.
  return (name) =>
    described.find((table) => table.name === name) ??
    described.find((table) => table.name.toLowerCase() === name.toLowerCase());
}

type Row<Names extends string> = Readonly<Record<Names, unknown>>;

function columnOf(
  row: Row<'name' | 'type' | 'nullable' | 'value' | 'extra' | 'charset' | 'collation' | 'comment'>,
): ActualColumn {
  const value = row.value === null ? 'NULL' : textOf(row.value);
  return {
    name: textOf(row.name),
    type: textOf(row.type).toLowerCase(),
    isNullable: textOf(row.nullable) === 'YES',
    // MariaDB writes the default NULL as text, MySQL has none.
    default: value === 'NULL' ? undefined : value,
    extra: textOf(row.extra).toLowerCase(),
    charset: textOf(row.charset) || undefined,
    collation: textOf(row.collation) || undefined,
    comment: textOf(row.comment),
  };
}

function indexesOf(parts: readonly Row<'name' | 'repeats' | 'column' | 'part'>[]): ActualIndex[] {
  const names = [...new Set(parts.map(({ name }) => textOf(name)))];
  return names.map((name) => {
    const own = parts.filter((part) => textOf(part.name) === name);
    return {
      name,
      isUnique: Number(own[0]?.repeats) === 0,
      columns: own.map(({ column }) => textOf(column).toLowerCase() || undefined),
      isPartial: own.some(({ part }) => part !== null),
    };
  });
}
