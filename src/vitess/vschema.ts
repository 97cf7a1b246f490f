/** The VSchema of a keyspace: to which shard each row belongs, in the words of Vitess's `vschema.json`. */
export interface VSchema {
  readonly sharded: boolean;
  readonly vindexes?: Readonly<Record<string, Vindex>>;
  readonly tables: Readonly<Record<string, VSchemaTable>>;
}

/** A function from the value of a column to the shard of its row; a lookup reads it from a table. */
export interface Vindex {
  readonly type: string;
  readonly params?: Readonly<Record<string, string>>;
  /** The table whose rows are in the lookup table. */
  readonly owner?: string;
}

/** How the rows of a table are placed; the first vindex decides. */
export interface VSchemaTable {
  readonly type?: 'sequence';
  readonly column_vindexes?: readonly ColumnVindex[];
  readonly auto_increment?: { readonly column: string; readonly sequence: string };
}

/** A vindex on a column, or on several. */
export interface ColumnVindex {
  readonly column?: string;
  readonly columns?: readonly string[];
  readonly name: string;
}

/** Returns the table in a VSchema whose rows are placed by the hash of a column. */
export const placedBy = (column: string, hash = 'xxhash'): { readonly column_vindexes: ColumnVindex[] } => ({
  column_vindexes: [{ column, name: hash }],
});
