import { Client } from '@planetscale/database';
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest';
import { createDatabase } from '../../../dev/mysql.ts';
import {
  type PlanetScaleOptions,
  type PlanetScaleServer,
  startPlanetScale,
} from '../../../dev/planetscale.ts';

/** The URL of this run's MySQL; undefined when only other servers are tested. */
const mysqlUrl = inject('servers').mysql;

/** A stand-in on a database of its own. */
export interface StandIn {
  readonly server: PlanetScaleServer;
  readonly client: Client;
  /** The database's own URL, past the stand-in. */
  readonly databaseUrl: string;
  readonly databaseName: string;
  close(): Promise<void>;
}

/** Declares tests that need MySQL, and gives them one stand-in on an empty database. */
export function describeStandIn(name: string, tests: (standIn: () => StandIn) => void): void {
  describe.skipIf(!mysqlUrl)(name, () => {
    let standIn: StandIn;
    beforeAll(async () => {
      standIn = await openStandIn();
    });
    afterAll(() => standIn?.close());
    tests(() => standIn);
  });
}

/** Makes an empty database for the rest of one test. */
export async function temporaryDatabase() {
  const database = await createDatabase(mysqlUrl ?? '');
  onTestFinished(() => database.drop());
  return database;
}

/** Starts a stand-in for the rest of one test. */
export async function temporaryStandIn(options?: PlanetScaleOptions): Promise<StandIn> {
  const standIn = await openStandIn(options);
  onTestFinished(() => standIn.close());
  return standIn;
}

async function openStandIn(options?: PlanetScaleOptions): Promise<StandIn> {
  const database = await createDatabase(mysqlUrl ?? '');
  const server = await startPlanetScale(database.url, options);
  return {
    server,
    client: new Client({ url: server.url }),
    databaseUrl: database.url,
    databaseName: database.name,
    async close() {
      await server.close();
      await database.drop();
    },
  };
}
