/** Finds out which promises each adapter keeps on a real MySQL, and writes docs/benchmarks/guarantees.md. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { runSql } from '../../dev/mysql/run-sql.ts';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { startMySqlProxy } from '../../dev/mysql-proxy.ts';
import { installContenders, installPrisma } from '../install.ts';
import { runToEnd } from '../run-to-end.ts';
import type { Contender } from '../side-by-side/contenders/contender.ts';
import { type ContenderEntry, contenders } from '../side-by-side/contenders/index.ts';
import { surroundings } from '../surroundings.ts';
import { type AdapterPromise, promises } from './promises.ts';
import { guaranteesReport, type Verdict } from './report.ts';

const COMPARED = ['ours-on-pool-production', 'drizzle-adapter', 'kysely-adapter', 'prisma-adapter'];

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  },
});
await runToEnd(async (cleanup) => {
  await installContenders();
  await installPrisma();
  await run(cleanup);
});

async function run(cleanup: Cleanup): Promise<void> {
  // A server of its own, whose mode can be changed for all connections.
  const server = await startServer({ kind: 'mysql' });
  cleanup.add(() => server.stop());
  await runSql(server.url, "set global sql_mode = ''");
  const entries = contenders.filter(({ name }) => COMPARED.includes(name));
  const verdicts: Verdict[] = [];
  for (const entry of entries) {
    const { default: contender } = await entry.load();
    for (const promise of promises) {
      const isKept = await keeps(contender, promise, server.url);
      process.stderr.write(`${entry.label}: ${promise.says}: ${isKept ? 'yes' : 'no'}\n`);
      verdicts.push({ adapter: entry.label, says: promise.says, isKept });
    }
  }
  const about = surroundings(server, packagesOf(entries));
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'guarantees.md'), guaranteesReport({ verdicts, surroundings: about }));
}

/** Returns whether an adapter keeps a promise on new tables; an error that the promise does not expect is a no. */
async function keeps(contender: Contender, promise: AdapterPromise, serverUrl: string): Promise<boolean> {
  const database = await createDatabase(serverUrl);
  const proxy = await startMySqlProxy(database.url);
  const { tables } = contender;
  await runSql(database.url, promise.isWithoutForeignKeys ? withoutForeignKeys(tables) : tables);
  const { adapter, close } = await contender.open(proxy.url);
  try {
    return await promise.isKept({ adapter, proxy, url: database.url });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return false;
  } finally {
    await close();
    await proxy.close();
    await database.drop();
  }
}

function withoutForeignKeys(sql: string): string {
  return sql.replaceAll(/,\s*foreign key \(\w+\) references \w+ \(\w+\)( on (delete|update) cascade)*/gi, '');
}

function packagesOf(entries: readonly ContenderEntry[]): readonly string[] {
  return entries.flatMap(({ packages }) => packages);
}
