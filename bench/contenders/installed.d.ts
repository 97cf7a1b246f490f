// What is installed into this folder's own node_modules, on demand, as far as it is used: its types are not there when
// the rest is checked.
declare module '@auth/kysely-adapter' {
  export function KyselyAdapter(db: import('kysely').Kysely): import('./contender.ts').MeasuredAdapter;
}

declare module '@auth/prisma-adapter' {
  export function PrismaAdapter(client: object): import('./contender.ts').MeasuredAdapter;
}

declare module '@prisma/adapter-mariadb' {
  export class PrismaMariaDb {
    constructor(options: object);
  }
}

declare module 'kysely' {
  export class MysqlDialect {
    constructor(options: { readonly pool: import('mysql2').Pool });
  }
  export class Kysely {
    constructor(options: { readonly dialect: MysqlDialect });
    destroy(): Promise<void>;
  }
}
