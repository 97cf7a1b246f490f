import { findAll } from './check/all-checks.ts';
import { reportOf } from './check/report.ts';
import { EXIT, type Work } from './work.ts';

/**
 * Compares a database with the tables that an adapter is given, and prints what is wrong and what to do about it.
 *
 * Only reads. Returns {@link EXIT.problem} if something would break a promise of the adapter.
 */
export async function checkCommand(work: Work): Promise<number> {
  const { isJson, signal, terminal } = work;
  try {
    const found = await findAll(work);
    terminal.stdout.write(isJson ? `${JSON.stringify(found, null, 2)}\n` : reportOf(found));
    return found.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    return EXIT.stopped;
  }
}
