import type { TypeCastField, TypeCastNext } from 'mysql2';
import type { PoolOptions } from 'mysql2/promise';

/** Turns every value into something else, as a program may do that reads its own tables this way. */
const mangle = (_field: TypeCastField, next: TypeCastNext) => ({ mangled: next() });

/** Settings of a pool, one or two at a time. */
export const settings: PoolOptions[] = [
  {},
  { timezone: 'Z' },
  { timezone: '+05:30' },
  { timezone: 'local' },
  { dateStrings: true },
  { dateStrings: ['DATE'] },
  { typeCast: false },
  { typeCast: mangle },
  { supportBigNumbers: true },
  { supportBigNumbers: true, bigNumberStrings: true },
  { decimalNumbers: true },
  { namedPlaceholders: true },
  { rowsAsArray: true },
  { multipleStatements: true },
  { jsonStrings: true },
  { stringifyObjects: true },
  { flags: ['-FOUND_ROWS'] },
  { flags: ['+FOUND_ROWS', '-DEPRECATE_EOF', '-SESSION_TRACK'] },
  { charset: 'utf8mb4' },
  { charset: 'utf8mb4_bin' },
  { charset: 'UTF8MB4_0900_AI_CI' },
  { charset: 'utf8mb4_turkish_ci' },
  { connectionLimit: 1 },
  { connectionLimit: 1, waitForConnections: false },
  { maxIdle: 0, idleTimeout: 1 },
  { compress: true },
  { trace: false },
  { enableKeepAlive: false },
  { maxPreparedStatements: 1 },
  { disableEval: true },
];

/** Many settings of a pool together. */
export const harsh: PoolOptions[] = [
  {
    timezone: '+05:30',
    dateStrings: true,
    typeCast: false,
    supportBigNumbers: true,
    bigNumberStrings: true,
    namedPlaceholders: true,
    rowsAsArray: true,
    flags: ['-FOUND_ROWS'],
    connectionLimit: 1,
    charset: 'utf8mb4_bin',
  },
  {
    timezone: '-11:00',
    typeCast: mangle,
    decimalNumbers: true,
    jsonStrings: true,
    stringifyObjects: true,
    multipleStatements: true,
    compress: true,
    disableEval: true,
    trace: false,
    connectionLimit: 1,
    waitForConnections: false,
  },
];

/** Returns the settings of a pool as the title of a test. */
export const nameOf = (options: PoolOptions) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${typeof value === 'function' ? value.name : JSON.stringify(value)}`)
    .join(', ') || 'no options';
