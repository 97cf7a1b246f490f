import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import type { Cleanup } from '../../dev/command/cleanup.ts';
import { createDatabase, startServer } from '../../dev/mysql.ts';
import { spreadText, table } from '../report/table.ts';
import { runToEnd } from '../run-to-end.ts';
import { shuffled } from '../shuffled.ts';
import { median, ratios } from '../statistics.ts';
import { surroundings } from '../surroundings.ts';
import { basicTables } from '../tables/ours.ts';
import type { Task } from './worker.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WARM_UP_ROUNDS = 3;

/** A process that reads sessions. */
interface Contender {
  readonly label: string;
  /** Returns the CPU time for each of so many reads, in microseconds. */
  measure(reads: number): Promise<number>;
}

type Setting = Omit<Task, 'url' | 'folder'> & { readonly label: string; readonly folder?: string };

/** Starts a process, which adds its people before it is ready. */
async function start({ label, ...setting }: Setting, url: string, cleanup: Cleanup): Promise<Contender> {
  const task: Task = { url, folder: ROOT, ...setting };
  const child = fork(new URL('worker.ts', import.meta.url), [JSON.stringify(task)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  cleanup.add(async () => void child.kill());
  const answer = async () => {
    const [value] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])]);
    if (value === undefined) throw new Error(`Expected an answer of ${label}, and the process ended.`);
    return value;
  };
  await answer();
  return {
    label,
    measure(reads) {
      child.send(reads);
      return answer();
    },
  };
}

const settings = (): readonly Setting[] => [
  { label: 'without the option', mode: false },
  { label: '`true`, by Node’s crypto', mode: true },
  { label: '`read`', mode: 'read' },
  { label: '`migrate`, of a session that has its hash', mode: 'migrate' },
  { label: '`true`, by the Web’s crypto', mode: true, isWeb: true },
  ...(values.before ? [{ label: 'an earlier version', folder: values.before }] : []),
];

async function run(cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  const database = await createDatabase(server.url);
  cleanup.add(() => database.drop());
  const connection = await createConnection({ uri: database.url, multipleStatements: true });
  await connection.query(basicTables);
  await connection.end();
  const contenders: Contender[] = [];
  for (const setting of settings()) contenders.push(await start(setting, database.url, cleanup));
  const times = new Map<Contender, number[]>(contenders.map((each) => [each, []]));
  const rounds = Number(values.rounds);
  const reads = Number(values.reads);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round++)
    for (const contender of shuffled(contenders)) {
      const time = await contender.measure(reads);
      if (round >= 0) times.get(contender)?.push(time);
    }
  const [reference = []] = times.values();
  const rows = contenders.map((contender) => {
    const own = times.get(contender) ?? [];
    return [contender.label, median(own).toFixed(0), spreadText(ratios(own, reference))];
  });
  const report = [
    '# Hashed session tokens',
    `What the client’s CPU does for a session read over \`/mysql2\`, 16 at once, each in a process of its own, user and system time of all threads. The ratio is to a read without the option \`hashSessionTokens\`, taken within each of ${rounds} interleaved rounds of ${reads} reads: the median, with the smallest and the largest in brackets.`,
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
    rounds: { type: 'string', default: '21' },
    reads: { type: 'string', default: '3000' },
    before: { type: 'string' },
    out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  },
});
await runToEnd(run);
