import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createConnection, createPool } from 'mysql2/promise';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';
import { spreadText, table } from '../report/table.ts';
import { runToEnd } from '../run-to-end.ts';
import { shuffled } from '../shuffled.ts';
import { median, ratios } from '../statistics.ts';
import { surroundings } from '../surroundings.ts';
import { basicTables } from '../tables/ours.ts';

/** Something that reads sessions. */
interface Contender {
  readonly label: string;
  readonly adapter: ReturnType<typeof MySqlAdapter>;
  readonly tokens: readonly string[];
}

const PEOPLE = 500;
const CONCURRENCY = 16;
const WARM_UP_ROUNDS = 3;

/** Calls a function where Node's crypto is hidden, so that an adapter made by it has that of the Web. */
function withoutNodeCrypto<Result>(make: () => Result): Result {
  const { getBuiltinModule } = process;
  Object.assign(process, { getBuiltinModule: undefined });
  try {
    return make();
  } finally {
    Object.assign(process, { getBuiltinModule });
  }
}

/** Makes the adapters, each with sessions of its own in the form that it finds first. */
async function contendersOn(url: string, cleanup: Cleanup): Promise<readonly Contender[]> {
  const open = (make: typeof MySqlAdapter, options = {}) => {
    const pool = createPool(url);
    cleanup.add(() => pool.end());
    return make(pool, options);
  };
  const made: [label: string, adapter: Contender['adapter']][] = [
    ['without the option', open(MySqlAdapter)],
    ['`true`, by Node’s crypto', open(MySqlAdapter, { hashSessionTokens: true })],
    ['`read`', open(MySqlAdapter, { hashSessionTokens: 'read' })],
    ['`migrate`, of a session that has its hash', open(MySqlAdapter, { hashSessionTokens: 'migrate' })],
    ['`true`, by the Web’s crypto', withoutNodeCrypto(() => open(MySqlAdapter, { hashSessionTokens: true }))],
  ];
  if (values.before) {
    const path = pathToFileURL(join(values.before, 'src/mysql2.ts')).href;
    const before: { readonly MySqlAdapter: typeof MySqlAdapter } = await import(path);
    made.push(['an earlier version', open(before.MySqlAdapter)]);
  }
  return Promise.all(
    made.map(async ([label, adapter], index) => {
      const tokens = Array.from({ length: PEOPLE }, () => crypto.randomUUID());
      const expires = new Date(Date.now() + 86_400_000);
      for (const [person, sessionToken] of tokens.entries()) {
        const email = `person-${index}-${person}@example.com`;
        const { id: userId } = await adapter.createUser({ id: '', email, emailVerified: null });
        await adapter.createSession({ sessionToken, userId, expires });
      }
      return { label, adapter, tokens };
    }),
  );
}

/** Returns the CPU time of this process for each read, in microseconds, of all its threads. */
async function measure({ adapter, tokens }: Contender, reads: number): Promise<number> {
  globalThis.gc?.();
  let next = 0;
  const work = async () => {
    while (next < reads) {
      const found = await adapter.getSessionAndUser(tokens[next++ % tokens.length] ?? '');
      if (!found) throw new Error('Expected a session, got null.');
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / reads;
}

async function run(cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  const database = await createDatabase(server.url);
  cleanup.add(() => database.drop());
  const connection = await createConnection({ uri: database.url, multipleStatements: true });
  await connection.query(basicTables);
  await connection.end();
  const contenders = await contendersOn(database.url, cleanup);
  const times = new Map<Contender, number[]>(contenders.map((each) => [each, []]));
  const rounds = Number(values.rounds);
  const reads = Number(values.reads);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++)
    for (const contender of shuffled(contenders)) {
      const time = await measure(contender, reads);
      if (round >= 0) times.get(contender)?.push(time);
    }
  const [reference = []] = times.values();
  const rows = contenders.map((contender) => {
    const own = times.get(contender) ?? [];
    return [contender.label, median(own).toFixed(0), spreadText(ratios(own, reference))];
  });
  const report = [
    '# Hashed session tokens',
    `What the client’s CPU does for a session read over \`/mysql2\`, ${CONCURRENCY} at once, user and system time of all threads. The ratio is to a read without the option \`hashSessionTokens\`, taken within each of ${rounds} interleaved rounds of ${reads} reads: the median, with the smallest and the largest in brackets.`,
    surroundings(server, ['drizzle-orm', 'mysql2']),
    table(['', 'µs of CPU', 'ratio'], rows),
    '',
  ].join('\n\n');
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'hashed-sessions.md'), report);
  process.stdout.write(report);
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '31' },
    reads: { type: 'string', default: '800' },
    before: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  },
});
await runToEnd(run);
