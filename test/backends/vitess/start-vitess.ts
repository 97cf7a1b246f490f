import type { TestProject } from 'vitest/node';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { startVitess } from '../../../dev/vitess.ts';
import type { Backend } from '../backend.ts';
import { namedBackends, vitessBackends } from '../index.ts';
import { allKeyspaces } from './keyspaces.ts';
import { SEQUENCES, sequences } from './vschema.ts';

/** Starts one Vitess with keyspaces for every worker, before the first test, and stops it after the last. */
export default async function startVitesses(project: TestProject): Promise<() => Promise<void>> {
  const tested = namedBackends(vitessBackends) ?? vitessBackends;
  const server = await startVitess({
    keyspaces: allKeyspaces(project.config.maxWorkers),
    options: ['--no-scatter', '--transaction-mode', 'SINGLE'],
  });
  const { url, beneath, version } = server;
  if (!beneath) throw new Error('Expected a Vitess whose MySQL is known; unset VITESS_URL.');
  await runSql(`${url}/${SEQUENCES}`, sequences.join(';'));
  // A cycle of locks over two shards, which MySQL cannot see, would last for the 30 s that a statement may take.
  await runSql(beneath, 'set global innodb_lock_wait_timeout = 3');
  console.log(`Testing on Vitess ${version}`);
  project.provide('servers', { mysql: url });
  project.provide('vitess', { beneath });
  return async () => {
    await server.stop();
    for (const backend of tested) console.log(declaredBy(backend));
  };
}

/** Returns what a backend declares, a line for each. */
const declaredBy = ({ name, differences = [], gaps = [] }: Backend): string =>
  [
    ...differences.map((difference) => `On ${name}: ${difference}`),
    ...gaps.map(({ file, test, reason, isLeftOut }) => {
      const fate = isLeftOut ? 'Not run' : 'Expected to fail';
      return `${fate} on ${name}: "${test}" of ${file}, since ${reason}`;
    }),
  ].join('\n');
