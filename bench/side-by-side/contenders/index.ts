import type { Contender } from './contender.ts';

/** A contender before it is loaded, which only its own process does. */
export interface ContenderEntry {
  readonly name: string;
  /** Its name in the reports. */
  readonly label: string;
  /** The packages whose versions the report names. */
  readonly packages: readonly string[];
  /** Whether it may fail to install. It is then left out, and always from quick runs. */
  readonly optional?: true;
  load(): Promise<{ readonly default: Contender }>;
}

/** The contender that all others are compared with. */
export const REFERENCE = 'drizzle-adapter';

/** The contender that session reads are also compared with. */
export const FLOOR = 'by-hand-query';

/** The contenders, in the order of the reports. */
export const contenders: readonly ContenderEntry[] = [
  {
    name: 'ours-on-pool',
    label: 'authjs-drizzle-mysql/mysql2',
    packages: ['drizzle-orm', 'mysql2'],
    load: () => import('./ours-on-pool.ts'),
  },
  {
    name: 'ours-on-pool-production',
    label: 'authjs-drizzle-mysql/mysql2, production tables',
    packages: ['drizzle-orm', 'mysql2'],
    load: () => import('./ours-on-pool-production.ts'),
  },
  {
    name: 'ours-on-drizzle',
    label: 'authjs-drizzle-mysql, on a Drizzle database',
    packages: ['drizzle-orm', 'mysql2'],
    load: () => import('./ours-on-drizzle.ts'),
  },
  {
    name: 'drizzle-adapter',
    label: '@auth/drizzle-adapter',
    packages: ['@auth/drizzle-adapter', 'drizzle-orm', 'mysql2'],
    load: () => import('./drizzle-adapter.ts'),
  },
  {
    name: 'kysely-adapter',
    label: '@auth/kysely-adapter',
    packages: ['@auth/kysely-adapter', 'kysely', 'mysql2'],
    load: () => import('./kysely-adapter.ts'),
  },
  {
    name: 'prisma-adapter',
    label: '@auth/prisma-adapter',
    packages: ['@auth/prisma-adapter', '@prisma/client', '@prisma/adapter-mariadb'],
    optional: true,
    load: () => import('./prisma/index.ts'),
  },
  {
    name: 'by-hand-query',
    label: 'by hand, pool.query',
    packages: ['mysql2'],
    load: () => import('./by-hand-query.ts'),
  },
  {
    name: 'by-hand-execute',
    label: 'by hand, pool.execute',
    packages: ['mysql2'],
    load: () => import('./by-hand-execute.ts'),
  },
];
