import { DatabaseError } from '@planetscale/database';

/** Resolves to the error that the driver throws for an answer, and rejects when it throws another or none. */
export function databaseErrorOf(promise: Promise<unknown>): Promise<DatabaseError> {
  return promise.then(
    (value) => {
      throw new Error(`Expected a DatabaseError, got ${JSON.stringify(value)}.`);
    },
    (error: unknown) => {
      if (error instanceof DatabaseError) return error;
      throw error;
    },
  );
}
