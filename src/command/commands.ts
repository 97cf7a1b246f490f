import type { Keyring } from '../adapter/keyring.ts';
import type { Progress } from './progress.ts';
import type { Terminal, Work } from './work.ts';

/** An option of a command. */
export interface Option {
  /** What the help calls its value; an option without one is on or off. */
  readonly value?: string;
  readonly text: string;
}

/** The values of the options that were given, by name. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** A command whose options are right, ready to run. */
export interface Prepared {
  /** What its adapter encrypts tokens with. */
  readonly encryptOAuthTokens?: Keyring;
  /** Whether it writes nothing, so that Ctrl-C may end it at once. */
  readonly isReadOnly: boolean;
  run(work: Work, progress: Progress): Promise<number>;
}

/** A command as the help describes it, and what loads it. */
export interface Definition {
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Lines that the help has after its options. */
  readonly more: readonly string[];
  prepare(values: Values, env: Terminal['env']): Promise<Prepared>;
}

/** The options of every command. */
export const COMMON_OPTIONS = {
  tables: { value: 'which', text: 'basic, production, or a JavaScript module that exports tables' },
  json: { text: 'print one JSON document on standard output' },
  quiet: { text: 'print nothing unless something is wrong' },
  help: { text: 'show this help, or that of a command' },
  version: { text: 'show the version' },
} as const satisfies Definition['options'];

const batchSize = (rows: number) => ({
  value: 'rows',
  text: `the most rows that are read and changed at once (default: ${rows})`,
});

/** The commands. Each is loaded when it is needed: the help needs none of the packages that they do. */
export const COMMANDS: Readonly<Record<string, Definition>> = {
  check: {
    summary: 'compares the database with the tables, and says what to do about each difference',
    options: {},
    more: ['Exit code 1: there is an error, not only warnings. It only reads.'],
    async prepare() {
      const { checkCommand } = await import('./check.ts');
      return { isReadOnly: true, run: checkCommand };
    },
  },
  prune: {
    summary: 'deletes expired sessions and sign-in tokens, or rows whose user does not exist',
    options: {
      'batch-size': batchSize(1000),
      before: { value: 'date', text: 'delete what expired before, such as 2026-01-31 (default: now)' },
      orphans: { text: 'count the rows whose user does not exist, instead' },
      delete: { text: 'with --orphans: delete them' },
      'at-most': { value: 'rows', text: 'with --delete: delete none if there are more' },
    },
    more: [
      'It works in short statements beside traffic, and may be stopped and run again at any time.',
      'With --orphans alone, exit code 1 says that there are some.',
    ],
    async prepare(values) {
      const { preparePrune } = await import('./prune.ts');
      return preparePrune(values);
    },
  },
  reencrypt: {
    summary: 'encrypts the tokens of providers with the current key',
    options: {
      'batch-size': batchSize(500),
      decrypt: { text: 'decrypt all tokens instead, before the option encryptOAuthTokens goes' },
    },
    more: [
      'Environment:',
      '  OAUTH_TOKENS_KEYS  the keys as <id>=<base64>,<id>=<base64>: the first encrypts, all decrypt',
      '',
      'It may be stopped and run again at any time. Exit code 1: some accounts are left as they are, and',
      'a warning says why. Put the new key first. An old key may go once this ends with 0 and names the',
      'new key.',
    ],
    async prepare(values, env) {
      const { prepareReencrypt } = await import('./reencrypt.ts');
      return prepareReencrypt(values, env);
    },
  },
};
