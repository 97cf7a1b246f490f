import { chmod, chown, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { type Child, endChild, lastLines, startChild } from '../mysql/child-process.ts';
import { freePort, type RunningServer, runServer } from '../mysql/run-server.ts';
import type { ServerProgram } from '../mysql/server.ts';
import type { Keyspace, VitessJob } from './server.ts';
import { shardDatabases } from './shards.ts';
import { vtcomboOptions } from './vtcombo-options.ts';

const READY_TIMEOUT_MS = 60_000;
const PORT_TRIES = 3;

/** The user of Debian and others for programs that may do little: vtcombo refuses to run as root. */
const NOBODY = 65_534;

/** Starts a MySQL and a Vitess on it with their files in a folder, and waits until every keyspace answers. */
export async function runVitess(job: VitessJob, folder: string, signal: AbortSignal): Promise<RunningServer> {
  const { mysql, keyspaces } = job;
  const beneath = await runServer(withTransactionIds(mysql), folder, signal);
  try {
    await createDatabases(beneath.url, keyspaces.flatMap(shardDatabases));
    const program = await placeProgram(job.vtcombo, folder, keyspaces);
    const vtcombo = await runVtcombo(program, job, folder, signal);
    const end = async () => {
      await vtcombo.end();
      await beneath.end();
    };
    return { ...vtcombo, beneath: beneath.url, ended: Promise.race([vtcombo.ended, beneath.ended]), end };
  } catch (error) {
    await beneath.end();
    throw error;
  }
}

/** Starts vtcombo on free ports, and on others if another program takes one of them meanwhile. */
async function runVtcombo(
  program: string,
  job: VitessJob,
  folder: string,
  signal: AbortSignal,
): Promise<RunningServer> {
  for (let tries = PORT_TRIES; tries > 0; tries--) {
    const vtcombo = await tryPorts(program, job, folder, signal);
    if (vtcombo) return vtcombo;
  }
  throw new Error(`vtcombo lost its ports to other programs, ${PORT_TRIES} times in a row`);
}

async function tryPorts(
  program: string,
  { keyspaces, options }: VitessJob,
  folder: string,
  signal: AbortSignal,
): Promise<RunningServer | undefined> {
  const port = await freePort();
  const args = await vtcomboOptions({ folder, port, keyspaces });
  const log = join(folder, `vtcombo-log-${port}`);
  const child = await startChild(program, [...args, ...options], log, asNobody(folder));
  const url = `mysql://root@127.0.0.1:${port}`;
  try {
    await untilEachAnswers(child, url, keyspaces, signal);
    return { url, ended: child.ended, end: () => endChild(child) };
  } catch (error) {
    await endChild(child);
    if ((await readFile(log, 'utf8')).includes('address already in use')) return undefined;
    throw new Error(`${(error as Error).message}: ${await lastLines(log)}`, { cause: error });
  }
}

/** Has a MySQL keep a log with transaction ids, by which Vitess knows its position. */
export function withTransactionIds(program: ServerProgram): ServerProgram {
  const options = ['--log-bin', '--gtid-mode=ON', '--enforce-gtid-consistency=ON', '--sync-binlog=0'];
  return { ...program, trailing: [...program.trailing, ...options, '--max-connections=2000'] };
}

/** Creates the databases of the keyspaces, which vtcombo expects when it starts. */
async function createDatabases(url: string, names: readonly string[]): Promise<void> {
  const connection = await createConnection(url);
  for (const name of names) await connection.query(`create database \`${name}\``);
  await connection.end();
}

/** Places the program and its files where the user that runs it can read them, and returns its path. */
async function placeProgram(
  vtcombo: string,
  folder: string,
  keyspaces: readonly Keyspace[],
): Promise<string> {
  const program = join(folder, 'vtcombo');
  await copyFile(vtcombo, program);
  await chmod(program, 0o755);
  await chmod(folder, 0o755);
  const root = join(folder, 'vtdataroot');
  await mkdir(join(root, 'tmp'), { recursive: true });
  if (isRoot()) for (const path of [root, join(root, 'tmp')]) await chown(path, NOBODY, NOBODY);
  for (const { name, shards, vschema = { sharded: shards > 1 } } of keyspaces) {
    const schema = join(folder, 'schema', name);
    await mkdir(schema, { recursive: true });
    await writeFile(join(schema, 'vschema.json'), JSON.stringify(vschema));
  }
  return program;
}

const isRoot = () => process.getuid?.() === 0;

function asNobody(folder: string) {
  const env = { ...process.env, VTDATAROOT: join(folder, 'vtdataroot') };
  return isRoot() ? { env, uid: NOBODY, gid: NOBODY } : { env };
}

async function untilEachAnswers(
  child: Child,
  url: string,
  keyspaces: readonly Keyspace[],
  signal: AbortSignal,
): Promise<void> {
  let ended: string | undefined;
  void child.ended.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (const { name } of keyspaces) {
    while (!(await answers(`${url}/${name}`))) {
      signal.throwIfAborted();
      if (ended) throw new Error(`vtcombo ended with ${ended} before it answered`);
      if (Date.now() > deadline)
        throw new Error(`vtcombo did not answer within ${READY_TIMEOUT_MS / 1000} s`);
      await pause(100);
    }
  }
}

async function answers(url: string): Promise<boolean> {
  const connection = await createConnection({ uri: url, connectTimeout: 5_000 }).catch(() => undefined);
  if (!connection) return false;
  // Asks every shard, each of which has a database there.
  const answer = connection.query({ sql: 'show tables', timeout: 5_000 });
  const isThere = await answer.then(
    () => true,
    () => false,
  );
  connection.destroy();
  return isThere;
}
