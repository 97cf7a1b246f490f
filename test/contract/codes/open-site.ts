import { eq, sql } from 'drizzle-orm';
import { bytesOf } from '../../../src/adapter/identity.ts';
import type { MySqlAdapterOptions } from '../../../src/index.ts';
import * as production from '../../../src/schema/production.ts';
import type { Adapter, Backend, OpenBackend, OpenOptions } from '../../backends/backend.ts';
import { productionSql } from '../../support/databases/production-sql.ts';
import { inAnHour, unique, uniqueEmail } from '../../support/rows/samples.ts';

type Options = Omit<MySqlAdapterOptions, 'tables'>;

/** A code as Auth.js hands it over: a hash that says nothing of the address. */
export interface Code {
  readonly identifier: string;
  readonly token: string;
  readonly expires: Date;
}

/** A row of the production table. */
type CodeRow = (typeof production.verificationTokens)['$inferSelect'];

/** A database with the production tables, whose adapters send codes. */
export interface Site {
  readonly open: OpenBackend;
  adapter(options?: Options): Adapter;
  /** Returns every row of an address. */
  rowsOf(identifier: string): Promise<CodeRow[]>;
  close(): Promise<void>;
}

/** Opens a database of a backend with the production tables. */
export async function openSite(
  backend: Backend,
  serverUrl: string,
  options: OpenOptions = {},
): Promise<Site> {
  const open = await backend.open(serverUrl, {
    hasLeastRights: true,
    ...options,
    additions: `${await productionSql()}\n${options.additions ?? ''}`,
  });
  const { verificationTokens } = production;
  return {
    open,
    adapter: (options) => open.adapter({ emailCodes: true, ...options, tables: production }),
    rowsOf: (identifier) =>
      open.db
        .select()
        .from(verificationTokens)
        // Letter for letter, also where the collation is not.
        .where(
          sql`${eq(verificationTokens.identifier, identifier)}
            and ${bytesOf(verificationTokens.identifier)} = ${bytesOf(identifier)}`,
        ),
    close: () => open.close(),
  };
}

/** Makes a code, by default another one for a new address. */
export const newCode = (values: Partial<Code> = {}): Code => ({
  identifier: uniqueEmail(),
  token: unique('code'),
  expires: inAnHour(),
  ...values,
});

/** Returns the same with another code. */
export const wrong = (code: Code): Code => ({ ...code, token: unique('wrong') });

/** Makes so many wrong guesses, one after the other. */
export async function guessWrong(adapter: Adapter, code: Code, times: number): Promise<void> {
  for (let guess = 0; guess < times; guess++) {
    const found = await adapter.useVerificationToken(wrong(code));
    if (found) throw new Error('Expected a wrong code to be refused.');
  }
}
