import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { createDatabase } from '../../dev/mysql.ts';
import type { PlanetScaleServer } from '../../dev/planetscale.ts';
import { installExample } from '../../examples/surroundings/install.ts';
import type { Mailbox } from '../../examples/surroundings/mailbox.ts';
import { buildExample, changeTables, serveExample } from '../../examples/surroundings/serve.ts';
import { startSurroundings } from '../../examples/surroundings/start.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { closedPort } from '../support/databases/closed-port.ts';

/** An example that is installed, built and served for a test. */
export interface RunningExample {
  /** `http://localhost:PORT`. */
  readonly site: string;
  /** The folder that it is installed in. */
  readonly folder: URL;
  readonly databaseUrl: string;
  readonly mailbox: Mailbox;
  readonly planetscale: PlanetScaleServer;
  /** Returns what it has written since the last call. */
  newOutput(): string;
  stop(): Promise<void>;
}

/** What differs from how an example runs by itself. */
export interface RunOptions {
  /** The server to make its database on. @default the MySQL of this run */
  readonly serverUrl?: string;
  /** Returns further variables for a site at `http://localhost:PORT`. @default none */
  readonly env?: (site: string) => Readonly<Record<string, string>>;
  /** Changes the installed copy before it is built. @default nothing changes */
  readonly change?: (folder: URL) => Promise<void>;
}

/** Installs a copy of an example outside of this project, builds it, and serves it on a database of its own. */
export async function runExample(name: string, options: RunOptions = {}): Promise<RunningExample> {
  const { serverUrl = inject('servers').mysql ?? '', env, change } = options;
  const steps: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of steps.splice(0).reverse()) await step();
  };
  try {
    const path = await mkdtemp(join(tmpdir(), `authjs-example-${name}-`));
    const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    // After Ctrl-C, nothing else runs.
    process.once('exit', remove);
    steps.push(async () => {
      remove();
      process.off('exit', remove);
    });
    const folder = pathToFileURL(`${path}/`);
    await installExample(name, folder, inject('tarball'));
    await change?.(folder);
    await buildExample(folder);

    const database = await createDatabase(serverUrl);
    steps.push(() => database.drop());
    await applyMigrations(database.url);
    await changeTables(folder, database.url);
    const port = await closedPort();
    const site = `http://localhost:${port}`;
    const surroundings = await startSurroundings({ port, databaseUrl: database.url });
    steps.push(() => surroundings.stop());
    let output = '';
    const served = await serveExample(folder, { ...surroundings.env, ...env?.(site) }, (text) => {
      output += text;
    });
    steps.push(() => served.stop());
    return {
      site,
      folder,
      databaseUrl: database.url,
      mailbox: surroundings.mailbox,
      planetscale: surroundings.planetscale,
      newOutput() {
        const written = output;
        output = '';
        return written;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
