import type { Work } from '../work.ts';
import type { GivenTables } from './given-tables.ts';
import type { Server } from './server.ts';

/** What the checks look at. */
export interface Inspection {
  readonly work: Work;
  readonly server: Server;
  readonly tables: GivenTables;
}
