// Run by Bun alone, on the sources: what its own driver for MySQL counts and throws, as the adapter reads it.
import { affectedRows } from '../../../src/database/affected-rows.ts';
import { toAdapterError } from '../../../src/database/errors/database-error.ts';

interface Sql {
  unsafe(statement: string): Promise<unknown>;
  close(): Promise<void>;
}

declare const Bun: { readonly SQL: new (url: string, options?: { max: number }) => Sql };

const [, , url = ''] = process.argv;
const sql = new Bun.SQL(url, { max: 1 });

const counted = async (statement: string) => affectedRows(await sql.unsafe(statement));

/** Returns how the adapter calls what a statement fails with. */
async function failed(statement: string, on = sql): Promise<string> {
  const thrown = await on.unsafe(statement).then(
    () => 'nothing',
    (error: unknown) => error,
  );
  const { code, cause } = toAdapterError(thrown, 't', 'write');
  return `${code}: ${cause instanceof Error ? cause.message : cause}`;
}

async function failedAt(change: (address: URL) => void): Promise<string> {
  const address = new URL(url);
  change(address);
  const other = new Bun.SQL(address.href);
  const end = await failed('select 1', other);
  await other.close();
  return end;
}

await sql.unsafe('create table t (id int primary key, s varchar(2))');
const report = {
  inserted: await counted("insert into t values (1, 'a'), (2, 'b')"),
  deleted: await counted('delete from t where id = 2'),
  none: await counted('delete from t where id = 2'),
  duplicate: await failed("insert into t values (1, 'a')"),
  tooLong: await failed("insert into t values (3, 'abc')"),
  missing: await failed('select * from nowhere'),
  syntax: await failed('selec'),
  killed: await failed('kill connection_id()'),
  unreachable: await failedAt((address) => {
    address.port = '1';
  }),
  noDatabase: await failedAt((address) => {
    address.pathname = '/nowhere';
  }),
};
console.log(JSON.stringify(report));
await sql.close();
