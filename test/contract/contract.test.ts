import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { accountAddressContract } from './suites/account-address.ts';
import { accountFreshnessContract } from './suites/account-freshness.ts';
import { accountLinksContract } from './suites/account-links.ts';
import { accountPersonContract } from './suites/account-person.ts';
import { accountSessionsContract } from './suites/account-sessions.ts';
import { accountsContract } from './suites/accounts.ts';
import { accountsOfGoneUsersContract } from './suites/accounts-of-gone-users.ts';
import { activeUsersContract } from './suites/active-users.ts';
import { activeUsersFlowsContract } from './suites/active-users-flows.ts';
import { addressesWithoutKeyContract } from './suites/addresses-without-key.ts';
import { argumentsContract } from './suites/arguments.ts';
import { casingContract } from './suites/casing.ts';
import { clockContract } from './suites/clock.ts';
import { columnTypesContract } from './suites/column-types.ts';
import { conflictsContract } from './suites/conflicts.ts';
import { credentialSessionsContract } from './suites/credential-sessions.ts';
import { credentialSessionsBesideContract } from './suites/credential-sessions-beside.ts';
import { credentialSessionsRefusedContract } from './suites/credential-sessions-refused.ts';
import { databaseHandleContract } from './suites/database-handle.ts';
import { databasePerRequestContract } from './suites/database-per-request.ts';
import { deadlocksContract } from './suites/deadlocks.ts';
import { devicesOfSessionsContract } from './suites/devices-of-sessions.ts';
import { errorsContract } from './suites/errors.ts';
import { expiryContract } from './suites/expiry.ts';
import { extraColumnsContract } from './suites/extra-columns.ts';
import { extraTypesContract } from './suites/extra-types.ts';
import { flowsContract } from './suites/flows.ts';
import { instantsContract } from './suites/instants.ts';
import { keptSignUpsContract } from './suites/kept-sign-ups.ts';
import { literalDefaultsContract } from './suites/literal-defaults.ts';
import { lookupPropertiesContract } from './suites/lookup-properties.ts';
import { lostConnectionsContract } from './suites/lost-connections.ts';
import { missingTablesContract } from './suites/missing-tables.ts';
import { mixedCollationsContract } from './suites/mixed-collations.ts';
import { movingPrimaryContract } from './suites/moving-primary.ts';
import { newSessionValuesContract } from './suites/new-session-values.ts';
import { optionalDetailsContract } from './suites/optional-details.ts';
import { picturesContract } from './suites/pictures.ts';
import { pollutedPrototypesContract } from './suites/polluted-prototypes.ts';
import { privateColumnsContract } from './suites/private-columns.ts';
import { privateColumnsFlowsContract } from './suites/private-columns-flows.ts';
import { queryCacheContract } from './suites/query-cache.ts';
import { repeatableWritesContract } from './suites/repeatable-writes.ts';
import { seenUsersContract } from './suites/seen-users.ts';
import { sessionsContract } from './suites/sessions.ts';
import { signUpsContract } from './suites/sign-ups.ts';
import { sqlDefaultsContract } from './suites/sql-defaults.ts';
import { statementsContract } from './suites/statements.ts';
import { tokensOfProvidersContract } from './suites/tokens-of-providers.ts';
import { transactionContract } from './suites/transaction.ts';
import { unfinishedSignUpsContract } from './suites/unfinished-sign-ups.ts';
import { unknownTextsContract } from './suites/unknown-texts.ts';
import { updatePropertiesContract } from './suites/update-properties.ts';
import { usersContract } from './suites/users.ts';
import { valuesContract } from './suites/values.ts';
import { verificationTokensContract } from './suites/verification-tokens.ts';
import { writePropertiesContract } from './suites/write-properties.ts';

const suites = {
  users: usersContract,
  accounts: accountsContract,
  sessions: sessionsContract,
  'verification tokens': verificationTokensContract,
  statements: statementsContract,
  'extra columns': extraColumnsContract,
  'extra columns of unusual types': extraTypesContract,
  arguments: argumentsContract,
  'private columns': privateColumnsContract,
  'private columns through Auth.js': privateColumnsFlowsContract,
  'values of new sessions': newSessionValuesContract,
  'devices of sessions, through Auth.js': devicesOfSessionsContract,
  'users who are not active': activeUsersContract,
  'users who are not active, through Auth.js': activeUsersFlowsContract,
  'columns of every type': columnTypesContract,
  'defaults that are SQL': sqlDefaultsContract,
  'defaults that are text': literalDefaultsContract,
  values: valuesContract,
  'a prototype that somebody has polluted': pollutedPrototypesContract,
  pictures: picturesContract,
  'what only decorates': optionalDetailsContract,
  'tokens of providers': tokensOfProvidersContract,
  'lookups by any value': lookupPropertiesContract,
  'writes of any value': writePropertiesContract,
  'updates of any value': updatePropertiesContract,
  'whole flows through Auth.js': flowsContract,
  instants: instantsContract,
  'the clock': clockContract,
  'the end of a session': expiryContract,
  'names that a casing makes': casingContract,
  'tables without a key over the address': addressesWithoutKeyContract,
  'the database handle': databaseHandleContract,
  'a database per request': databasePerRequestContract,
  'tables of mixed collations': mixedCollationsContract,
  'tables that are missing': missingTablesContract,
  deadlocks: deadlocksContract,
  'a transaction': transactionContract,
  'a query cache': queryCacheContract,
  'what errors and logs say': errorsContract,
  'accounts whose users are gone': accountsOfGoneUsersContract,
  'sign-ups that fail': signUpsContract,
  'who is kept when a sign-up fails': keptSignUpsContract,
  'who is kept because the application has seen them': seenUsersContract,
  'sign-ups that get no answer': unfinishedSignUpsContract,
  'a connection that is lost': lostConnectionsContract,
  'a write that is as good twice as once': repeatableWritesContract,
  'a primary that moves': movingPrimaryContract,
  'what nobody can plan, and what nobody knows': unknownTextsContract,
  conflicts: conflictsContract,
  'an account': accountPersonContract,
  'what needs a fresh session': accountFreshnessContract,
  'the sessions of an account': accountSessionsContract,
  'the accounts at providers of an account': accountLinksContract,
  'the address of an account': accountAddressContract,
  'sessions of people with a password': credentialSessionsContract,
  'a sign-in with a password that fails': credentialSessionsRefusedContract,
  'beside passwords': credentialSessionsBesideContract,
} satisfies Record<string, (backend: () => OpenBackend) => void>;

const servers = inject('servers');

describe.each(wantedBackends().filter(({ server }) => servers[server]))('$name', (backend) => {
  describe.each(Object.entries(suites))('%s', (_name, suite) => {
    let open: OpenBackend;
    beforeAll(async () => {
      open = await backend.open(servers[backend.server] ?? '', { hasLeastRights: true });
    });
    afterAll(() => open.close());
    suite(() => open);
  });
});
