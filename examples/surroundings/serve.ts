import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';

/** An example that answers requests. */
export interface ServedExample {
  /** A promise of how its process ended. */
  readonly ended: Promise<string>;
  /** Ends the process and those that it started; they also end with this process, however that ends. */
  stop(): Promise<void>;
}

/**
 * Runs the scripts `build` and `types` of an installed example, where it has them, with nothing of a database in its
 * environment.
 */
export async function buildExample(folder: URL): Promise<void> {
  const options = { cwd: fileURLToPath(folder), env: environment({}), timeout: 900_000 };
  for (const script of ['build', 'types']) {
    await runCommand('npm', ['run', script, '--if-present'], options).catch((error: Error) => {
      // Compilers tell of errors on the standard output.
      throw new Error(`${error.message}\n${(error.cause as { stdout?: string }).stdout}`, { cause: error });
    });
  }
}

/** Runs the script `tables` of an installed example, if it has one: it adds its own columns to the package's tables. */
export async function changeTables(folder: URL, databaseUrl: string): Promise<void> {
  const env = environment({ DATABASE_URL: databaseUrl });
  await runCommand('npm', ['run', 'tables', '--if-present'], { cwd: fileURLToPath(folder), env });
}

/** Runs the script `start`, and ends the whole group once the standard input is closed: the caller has ended. */
const START = 'exec 3<&0; (cat <&3; kill -KILL 0) >/dev/null 2>&1 & exec npm start 3<&- </dev/null';

/** Runs the script `start` of an example, and returns once the site answers. `onOutput` gets what it writes. */
export async function serveExample(
  folder: URL,
  env: Readonly<Record<string, string>>,
  onOutput: (text: string) => void,
): Promise<ServedExample> {
  const child = spawn('sh', ['-c', START], {
    cwd: fileURLToPath(folder),
    env: environment(env),
    // A group of its own: npm does not pass a signal on to everything that it has started.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', onOutput);
  const ended = once(child, 'close').then(([code, signal]) => String(signal ?? `exit code ${code}`));
  const stop = async () => {
    end(child.pid);
    await ended;
  };
  const waiting = new AbortController();
  try {
    await Promise.race([
      untilItAnswers(`http://localhost:${env.PORT}/`, waiting.signal),
      ended.then((how) => Promise.reject(new Error(`Expected ${folder} to be served, got ${how}.`))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    waiting.abort();
  }
  return { ended, stop };
}

/** Returns the environment of a machine on which nothing is set but what an example reads. */
function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const quiet = {
    NEXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
    // Wrangler asks Cloudflare where this machine is, and warns when it cannot.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
  return { PATH, HOME, CI: 'true', ...quiet, ...env };
}

function end(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {} // all of it has ended
}

/** Returns once an address answers, or once nobody waits for it any longer. */
async function untilItAnswers(address: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(address, { redirect: 'manual', signal }).catch(() => undefined);
    if (answer) return;
    await sleep(100);
  }
}
