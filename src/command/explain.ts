import { MySqlAdapterError } from '../errors.ts';
import { CommandFailure } from './failure.ts';

/** What to say of an error: one sentence or two, and a stable code if it has one. */
export interface Explanation {
  readonly code?: string;
  readonly message: string;
}

/** Explains whatever a command threw; of an error that nobody expected, only what cannot hold a secret. */
export function explain(error: unknown): Explanation {
  if (error instanceof CommandFailure)
    // What it was made from may have a code.
    return error.cause instanceof MySqlAdapterError
      ? { code: error.cause.code, message: error.message }
      : { message: error.message };
  if (error instanceof MySqlAdapterError) return { code: error.code, message: onCommandLine(error.message) };
  const missing = missingPackage(error);
  if (missing) return { message: `Expected the package ${missing} to be installed: npm install ${missing}` };
  return { message: `Something failed that should not: ${unexpected(error)}` };
}

/** Returns a message whose advice for code is one for the command line. */
const onCommandLine = (message: string) =>
  message
    .replace(
      / (ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH)\.$/,
      ' $1. Check the host and the port in DATABASE_URL.',
    )
    .replace('set `ssl` on the pool', 'add ?ssl={"rejectUnauthorized":true} to DATABASE_URL')
    .replace('`atMost`', '--at-most');

/** Returns the package that an import did not find. */
function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND')
    return undefined;
  return /^Cannot find package '(mysql2|drizzle-orm|nanoid)['/]/.exec(error.message)?.[1];
}

/** Returns the class and the frames of an error: its message may quote a statement, and values. */
export const unexpected = (error: unknown): string =>
  error instanceof Error ? [error.name, ...framesOf(error)].join('\n') : `a ${typeof error}`;

/** Returns where an error was thrown, line by line. */
export const framesOf = ({ message, stack = '' }: Error): string[] =>
  stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
