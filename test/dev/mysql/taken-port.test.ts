import { expect, onTestFinished, test } from 'vitest';
import { runServer } from '../../../dev/mysql/run-server.ts';
import { startServer } from '../../../dev/mysql.ts';
import { closedPort } from '../../support/databases/closed-port.ts';
import { findJob, quickKind } from '../../support/databases/kinds-here.ts';
import { folderOf } from './server-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { withoutDatabaseUrl } from './without-database-url.ts';

withoutDatabaseUrl();

test('a port that another server has taken is left alone', { timeout: 90_000 }, async () => {
  const job = await findJob(quickKind);
  if (job.run !== 'program') throw new Error(`Expected a ${quickKind} program, got a download.`);
  const other = await startServer({ kind: quickKind });
  onTestFinished(() => other.stop());
  const folder = await temporaryFolder();
  const ports = [Number(new URL(other.url).port), await closedPort()];
  const pickPort = async () => ports.shift() ?? 0;
  const running = await runServer(job.program, folder, new AbortController().signal, pickPort);
  try {
    expect(running.url).not.toBe(other.url);
    expect(await folderOf(running.url)).toBe(folder);
  } finally {
    await running.end();
  }
});
