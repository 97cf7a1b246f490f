import type { Database } from '../../src/index.ts';

/** Makes a database read as from a replica that has no row yet, as behind a proxy that splits reads from writes. */
export function readingFromLateReplica(db: Database): Database {
  const select = db.select.bind(db);
  const late = (fields: Parameters<typeof select>[0]) => {
    const query = select(fields);
    const from = query.from.bind(query);
    return Object.assign(query, { from: (table: Parameters<typeof from>[0]) => from(table).limit(0) });
  };
  return Object.assign(db, { select: late });
}
