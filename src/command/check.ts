import type { Command } from './work.ts';

/** Compares a database with the tables. */
export const checkCommand: Command = async () => {
  throw new Error('TODO');
};
