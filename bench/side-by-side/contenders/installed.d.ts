// The parts used here of the packages that bench/ installs on demand: their own types are missing when the rest is
// checked.
declare module '@auth/kysely-adapter' {
  /** Makes Auth.js's adapter for Kysely. */
  export function KyselyAdapter(db: import('kysely').Kysely): import('./contender.ts').MeasuredAdapter;
}

declare module '@auth/prisma-adapter' {
  /** Makes Auth.js's adapter for Prisma. */
  export function PrismaAdapter(client: object): import('./contender.ts').MeasuredAdapter;
}

declare module '@prisma/adapter-mariadb' {
  /** Prisma's driver for MariaDB and MySQL. */
  export class PrismaMariaDb {
    constructor(options: object);
  }
}

declare module 'kysely' {
  /** Kysely's MySQL dialect over a mysql2 pool. */
  export class MysqlDialect {
    constructor(options: { readonly pool: import('mysql2').Pool });
  }
  /** A Kysely database. */
  export class Kysely {
    constructor(options: { readonly dialect: MysqlDialect });
    destroy(): Promise<void>;
  }
}
