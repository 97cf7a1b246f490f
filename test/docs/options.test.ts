import { readFile } from 'node:fs/promises';
import type { Pool } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CodeRequest, CodeRequestLimit } from '../../src/codes.ts';
import type { DrizzleAdapterTables, EmailCodeLimits, MySqlAdapterOptions } from '../../src/index.ts';
import type { OneTimeTokensOptions } from '../../src/one-time-tokens.ts';
import type { CreateTablesOptions } from '../../src/schema/index.ts';
import type { OAuthRefreshOptions, ProviderTokensOptions } from '../../src/tokens.ts';
import type { ShardedSchema, ShardedSchemaOptions } from '../../src/vitess.ts';
import type { Adapter } from '../backends/backend.ts';
import { applyMigrations } from '../support/databases/apply-migrations.ts';
import { makeTables } from '../support/databases/make-tables.ts';
import { newDatabase, servers } from '../support/databases/new-database.ts';
import { codeUnder } from '../support/pages/code-under.ts';
import { importCode } from '../support/pages/import-code.ts';
import { newUser } from '../support/rows/samples.ts';

const page = await readFile(new URL('../../docs/options.md', import.meta.url), 'utf8');

interface OfPage {
  readonly adapter: Adapter;
  /** Tables that have columns of their own. */
  readonly tables?: object;
  readonly pool?: Pool;
  readonly db?: { readonly $client: Pool };
}

/** The keys of an object type, which the compiler requires to be complete. */
type KeysOf<Options> = Readonly<Record<keyof Options, true>>;

const forAdapter: KeysOf<MySqlAdapterOptions> = {
  tables: true,
  generateUserId: true,
  oversizedTokens: true,
  undoFailedSignUp: true,
  privateColumns: true,
  newSessionValues: true,
  isActive: true,
  otherSignIn: true,
  emailCodes: true,
  hashSessionTokens: true,
  encryptOAuthTokens: true,
  now: true,
  logger: true,
};

const forCodes: KeysOf<EmailCodeLimits> = { allowedAttempts: true, attemptsPerDay: true };

const forRequests: KeysOf<CodeRequestLimit> = { minIntervalSeconds: true, redirectTo: true, signIn: true };

const byName: KeysOf<DrizzleAdapterTables> = {
  usersTable: true,
  accountsTable: true,
  sessionsTable: true,
  verificationTokensTable: true,
  authenticatorsTable: true,
};

const forTables: KeysOf<CreateTablesOptions<'production', '', Record<never, never>>> = {
  base: true,
  prefix: true,
  extend: true,
  indexes: true,
};

const forShards: KeysOf<ShardedSchemaOptions> = { sequences: true, migrationsTables: true, casing: true };

const forTokens: KeysOf<ProviderTokensOptions> = { refresh: true, marginSeconds: true };

const forOAuth: KeysOf<OAuthRefreshOptions> = {
  tokenEndpoint: true,
  clientId: true,
  clientSecret: true,
  clientAuthentication: true,
  scope: true,
};

const forOneTimeTokens: KeysOf<OneTimeTokensOptions> = {
  purpose: true,
  maxAgeSeconds: true,
  latestOnly: true,
};

const parts = [
  ['The adapter', { ...forAdapter, ...byName }],
  ['`limitCodeRequests`', forRequests],
  ['`createTables`', forTables],
  ['`shardedSchema`', forShards],
  ['`providerTokens`', forTokens],
  ['`oauthRefresh`', forOAuth],
  ['`oneTimeTokens`', forOneTimeTokens],
] as const;

/** Returns the first cell of each row in a part of the page, without the headings of its tables. */
const namedUnder = (heading: string) => {
  const part = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...part.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
};

describe('the page of the options', () => {
  it('names every limit of codes once, and shows each in the code of the adapter', async () => {
    expect(namedUnder('`emailCodes`').sort()).toEqual(Object.keys(forCodes).sort());
    const code = (await codeUnder('options.md', 'The adapter', 'ts')).join('\n');
    for (const key of Object.keys(forCodes))
      expect(code).toMatch(new RegExp(`^  emailCodes: .*\\b${key}:`, 'm'));
  });

  it.each(parts)('names every option of a part once, and no others: %s', (heading, keys) => {
    expect(namedUnder(heading).sort()).toEqual(Object.keys(keys).sort());
  });

  it.each(parts)('shows every option of a part in code: %s', async (heading, keys) => {
    const code = (await codeUnder('options.md', heading, 'ts')).join('\n');
    for (const key of Object.keys(keys)) expect(code).toMatch(new RegExp(`^  ${key}[:,]`, 'm'));
  });

  it('shows tables and a sharded schema that take the options shown', async () => {
    const [tablesCode = ''] = await codeUnder('options.md', '`createTables`', 'ts');
    const { users } = await importCode<{ users: { role: { name: string } } }>(tablesCode);
    expect(users.role.name).toBe('role');
    const [schemaCode = ''] = await codeUnder('options.md', '`shardedSchema`', 'ts');
    const { vschema } = await importCode<ShardedSchema>(schemaCode);
    expect(vschema.tables.__auth_migrations?.auto_increment?.sequence).toMatch(/^numbers\./);
  });
});

describe.each(servers)('the adapters that the page of the options makes, on %s', (server) => {
  it.each([
    [0, /^[0-9a-f]{12}$/],
    [1, /^[0-9a-z]{12}$/],
  ])('make users with the ids that they say: number %i', async (number, form) => {
    const url = await newDatabase(server);
    const code = (await codeUnder('options.md', 'The adapter', 'ts'))[number] ?? '';
    const made = await importCode<OfPage>(code, url);
    onTestFinished(() => (made.pool ?? made.db?.$client)?.end());
    await (made.tables ? makeTables(url, made.tables) : applyMigrations(url));
    const user = await made.adapter.createUser(newUser());
    expect(user.id).toMatch(form);
    expect(await made.adapter.getUser(user.id)).toEqual(user);
  });
});

describe.each(servers)('the limit of requests that the page of the options makes, on %s', (server) => {
  it('asks the callback first, and lets one mail go to an address', async () => {
    const url = await newDatabase(server);
    const [code = ''] = await codeUnder('options.md', '`limitCodeRequests`', 'ts');
    const { pool, signIn } = await importCode<{
      readonly pool: Pool;
      readonly signIn: (request: CodeRequest) => Promise<boolean | string>;
    }>(code, url);
    onTestFinished(() => pool.end());
    await applyMigrations(url);
    const ask = (providerAccountId: string) =>
      signIn({ account: { providerAccountId }, email: { verificationRequest: true } });
    expect([await ask('ada@example.com'), await ask('ada@example.com')]).toEqual([true, '/code?again']);
    expect([await ask('eve@example.org'), await ask('eve@example.org')]).toEqual([false, false]);
  });
});
