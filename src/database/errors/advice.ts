import { NO_TLS } from './network-error.ts';

/** Returns the advice that ends an error message, by the reason the message names; empty if there is none. */
export const adviceOn = (reason: string): string =>
  ADVICE.map(([names, advice]) => (names.test(reason) ? ` ${advice}` : '')).join('');

const ADVICE: readonly (readonly [names: RegExp, advice: string])[] = [
  [
    /^(HTTP_40[13]$|ER_(ACCESS_DENIED|MUST_CHANGE_PASSWORD|ACCOUNT_HAS_BEEN_LOCKED))/,
    'Check the user name and the password.',
  ],
  // MariaDB says only that access is denied, and so does MySQL to an account that must use TLS.
  [/^ER_(ACCESS_DENIED|SECURE_)/, 'If the server requires TLS, set `ssl` on the pool.'],
  [NO_TLS, 'Check the TLS settings.'],
  [
    /^PLAN_INCLUDES_SCATTER$/,
    "On several shards, pass the token's `identifier`, and check the keyspace's VSchema (docs/sharding.md).",
  ],
  [/^(ER_BAD_DB_ERROR|VT05003)$/, 'Check the database name.'],
  [
    /^(ER_(NO_SUCH_TABLE|BAD_FIELD_ERROR)|TABLE_NOT_FOUND|VT0500[45]|VT03019)$/,
    'Run the migrations (docs/migrating.md), which this database lacks, or pass the tables that it has.',
  ],
];
