import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A demo in a process of its own. */
export interface DemoProcess {
  readonly pid: number;
  /** A promise of the site's address; rejects with the output when the process ends before the site is ready. */
  readonly ready: Promise<string>;
  /** A promise of how the process ended. */
  readonly ended: Promise<Ending>;
  /** Sends what Ctrl-C sends. */
  interrupt(): Promise<Ending>;
}

/** How a process ended, and everything it wrote. */
interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The script that starts a demo: `server.ts` for `npm run demo`, the others for `demo:edge` and `demo:vitess`. */
export type Starter = 'server.ts' | 'edge.ts' | 'vitess.ts';

/** Starts a demo in a process of its own, with these variables set, or unset where they are undefined. */
export function runDemo(
  variables: Record<string, string | undefined>,
  starter: Starter = 'server.ts',
): DemoProcess {
  // Not through the command `tsx`: it kills a child that is too busy to answer a signal within 60 ms.
  const child = spawn(process.execPath, ['--import', 'tsx', `examples/demo/${starter}`], {
    cwd: ROOT,
    env: { ...process.env, AUTH_SECRET: undefined, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill();
  process.once('exit', kill);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    output.stdout += data;
  });
  child.stderr.on('data', (data) => {
    output.stderr += data;
  });
  const ended = once(child, 'close').then(([code]): Ending => {
    process.off('exit', kill);
    return { code, ...output };
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /ready: (\S+)/.exec(output.stdout)?.[1];
      if (address) resolve(address);
    });
    ended.then((ending) => reject(new Error(JSON.stringify(ending))), reject);
  });
  ready.catch(() => {}); // some tests wait for the end only
  return {
    pid: child.pid ?? 0, // without one, `ready` rejects
    ready,
    ended,
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
  };
}
