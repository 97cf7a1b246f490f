import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ServerKind } from '../../dev/mysql.ts';
import { wholeNumber } from '../side-by-side/plan.ts';
import type { Driver, Schema } from './open.ts';

/** A server, a driver and tables on which rows are deleted. */
export interface Case {
  readonly server: ServerKind;
  readonly driver: Driver;
  readonly schema: Schema;
}

/** What one run of the benchmark of `prune` does. */
export interface Plan {
  readonly cases: readonly Case[];
  /** How many expired sessions each database has. */
  readonly rows: number;
  /** How long people sign in while nothing is deleted. */
  readonly quietMs: number;
  /** Whether the run only checks that everything works, and keeps nothing. */
  readonly isQuick: boolean;
  /** The folder that the tables and the picture are written to. */
  readonly folder: string;
}

const options = {
  rows: { type: 'string', default: '1000000' },
  'quiet-seconds': { type: 'string', default: '20' },
  servers: { type: 'string', default: 'mysql,mariadb' },
  out: { type: 'string', default: fileURLToPath(new URL('../../docs/benchmarks', import.meta.url)) },
  quick: { type: 'boolean', default: false },
} as const;

const schemas = ['basic', 'production'] as const;

/** Reads the arguments of `npm run bench:maintenance`. */
export function readPlan(args: string[]): Plan {
  const { values } = parseArgs({ args, options });
  const { quick } = values;
  return {
    cases: values.servers.split(',').flatMap((name) => casesOn(serverOf(name))),
    rows: quick ? 2000 : wholeNumber('rows', values.rows),
    quietMs: quick ? 500 : wholeNumber('quiet-seconds', values['quiet-seconds']) * 1000,
    isQuick: quick,
    folder: quick ? join(tmpdir(), `authjs-bench-maintenance-${process.pid}`) : values.out,
  };
}

function serverOf(name: string): ServerKind {
  if (name === 'mysql' || name === 'mariadb') return name;
  throw new Error(`Expected --servers to name mysql, mariadb or both, got "${name}".`);
}

/** Returns both sets of tables on a server, over each driver that it has. */
function casesOn(server: ServerKind): Case[] {
  const drivers: readonly Driver[] = server === 'mysql' ? ['mysql2', 'planetscale'] : ['mysql2'];
  return drivers.flatMap((driver) => schemas.map((schema) => ({ server, driver, schema })));
}
