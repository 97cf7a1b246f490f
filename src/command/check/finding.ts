/**
 * How much something matters: an `error` breaks a promise of the adapter, a `warning` may cost people time or surprise
 * you, an `info` is for you to know.
 */
export type Severity = 'error' | 'warning' | 'info';

/** Everything that `check` can find, by code. The codes are stable; docs/check.md says what each means. */
export const FINDINGS = {
  'table-missing': 'error',
  'engine-not-innodb': 'error',
  'table-has-triggers': 'warning',
  'foreign-key-on-vitess': 'warning',
  'column-missing': 'error',
  'column-too-narrow': 'error',
  'column-of-other-type': 'error',
  'column-is-timestamp': 'warning',
  'column-refuses-null': 'error',
  'id-not-counted': 'error',
  'column-needs-value': 'error',
  'date-changes-by-itself': 'error',
  'date-has-own-default': 'warning',
  'feature-columns-missing': 'warning',
  'unique-key-missing': 'error',
  'unique-key-in-the-way': 'error',
  'account-key-undeclared': 'info',
  'index-missing': 'warning',
  'account-ids-not-binary': 'error',
  'account-ids-ignore-case': 'warning',
  'charset-not-utf8mb4': 'warning',
  'user-id-collations-differ': 'warning',
  'migration-obstacle': 'error',
  'sql-mode-not-strict': 'warning',
  'no-backslash-escapes': 'warning',
  'autocommit-off': 'error',
  'completion-type': 'error',
  'timestamp-defaults-implicit': 'warning',
  'isolation-level': 'warning',
  'clocks-differ': 'warning',
  'time-zone-not-utc': 'warning',
  'connection-not-encrypted': 'warning',
  'rows-without-user': 'warning',
  'duplicate-addresses': 'error',
  'look-alike-addresses': 'warning',
  'duplicate-accounts': 'error',
  'duplicate-session-tokens': 'error',
  'users-without-way-in': 'warning',
  'passkey-accounts-without-passkey': 'error',
  'passkeys-without-account': 'warning',
  'session-tokens-partly-hashed': 'info',
  'oauth-tokens-partly-encrypted': 'info',
  'check-cut-short': 'warning',
  'check-failed': 'error',
} as const satisfies Readonly<Record<string, Severity>>;

/** A code of {@link FINDINGS}. */
export type FindingCode = keyof typeof FINDINGS;

/** What is wrong with a database, and what to do. It never holds a value that is stored, but for ids of rows. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The name of the table, as the database has it. */
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly index?: string | undefined;
  /** How many rows it is about. */
  readonly count?: number | undefined;
  /** What is wrong, in one sentence. */
  readonly problem: string;
  /** The statement to run, or the step to take. */
  readonly fix: string;
}

/** Makes a finding. */
export const finding = (code: FindingCode, details: Omit<Finding, 'code' | 'severity'>): Finding => ({
  code,
  severity: FINDINGS[code],
  ...details,
});
