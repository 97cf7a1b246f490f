import { inject } from 'vitest';

/** Is the address of the MySQL that runs for all tests; undefined where there is none, which the run has said then. */
export const mysqlForTests: string | undefined = inject('servers').mysql;
