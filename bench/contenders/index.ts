import type { Contender } from './contender.ts';

/** Is a contender before it is loaded: only its own process does that. */
export interface ContenderEntry {
  readonly name: string;
  /** Is what the reports call it. */
  readonly label: string;
  /** Lists the packages whose versions count. */
  readonly packages: readonly string[];
  /** Is true for one that may fail to install, and is left out then and of quick runs. */
  readonly optional?: true;
  load(): Promise<{ readonly default: Contender }>;
}

/** Is what all others are compared with. */
export const REFERENCE = 'drizzle-adapter';

/** Is what a session read is compared with as well. */
export const FLOOR = 'by-hand-query';

/** Lists the contenders, in the order of the reports. */
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
