import { inject } from 'vitest';

/** The URL of the MySQL that runs for all tests; undefined where there is none, which the run has then reported. */
export const mysqlForTests: string | undefined = inject('servers').mysql;
