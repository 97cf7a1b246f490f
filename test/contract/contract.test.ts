import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { OpenBackend } from '../backends/backend.ts';
import { wantedBackends } from '../backends/index.ts';
import { accountsContract } from './accounts.ts';
import { addressesWithoutKeyContract } from './addresses-without-key.ts';
import { argumentsContract } from './arguments.ts';
import { casingContract } from './casing.ts';
import { clockContract } from './clock.ts';
import { columnTypesContract } from './column-types.ts';
import { conflictsContract } from './conflicts.ts';
import { databaseHandleContract } from './database-handle.ts';
import { databasePerRequestContract } from './database-per-request.ts';
import { deadlocksContract } from './deadlocks.ts';
import { decorationsContract } from './decorations.ts';
import { errorsContract } from './errors.ts';
import { expiryContract } from './expiry.ts';
import { extraColumnsContract } from './extra-columns.ts';
import { extraTypesContract } from './extra-types.ts';
import { flowsContract } from './flows.ts';
import { goneUsersContract } from './gone-users.ts';
import { instantsContract } from './instants.ts';
import { keptSignUpsContract } from './kept-sign-ups.ts';
import { literalDefaultsContract } from './literal-defaults.ts';
import { lookupPropertiesContract } from './lookup-properties.ts';
import { lostConnectionsContract } from './lost-connections.ts';
import { missingTablesContract } from './missing-tables.ts';
import { mixedCollationsContract } from './mixed-collations.ts';
import { movingPrimaryContract } from './moving-primary.ts';
import { picturesContract } from './pictures.ts';
import { pollutedPrototypesContract } from './polluted-prototypes.ts';
import { queryCacheContract } from './query-cache.ts';
import { repeatableWritesContract } from './repeatable-writes.ts';
import { seenUsersContract } from './seen-users.ts';
import { sessionsContract } from './sessions.ts';
import { signUpsContract } from './sign-ups.ts';
import { sqlDefaultsContract } from './sql-defaults.ts';
import { statementsContract } from './statements.ts';
import { tokensOfProvidersContract } from './tokens-of-providers.ts';
import { transactionContract } from './transaction.ts';
import { unfinishedSignUpsContract } from './unfinished-sign-ups.ts';
import { unknownTextsContract } from './unknown-texts.ts';
import { updatePropertiesContract } from './update-properties.ts';
import { usersContract } from './users.ts';
import { valuesContract } from './values.ts';
import { verificationTokensContract } from './verification-tokens.ts';
import { writePropertiesContract } from './write-properties.ts';

const suites = {
  users: usersContract,
  accounts: accountsContract,
  sessions: sessionsContract,
  'verification tokens': verificationTokensContract,
  statements: statementsContract,
  'extra columns': extraColumnsContract,
  'extra columns of unusual types': extraTypesContract,
  arguments: argumentsContract,
  'columns of every type': columnTypesContract,
  'defaults that are SQL': sqlDefaultsContract,
  'defaults that are text': literalDefaultsContract,
  values: valuesContract,
  'a prototype that somebody has polluted': pollutedPrototypesContract,
  pictures: picturesContract,
  'what only decorates': decorationsContract,
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
  'accounts whose users are gone': goneUsersContract,
  'sign-ups that fail': signUpsContract,
  'who is kept when a sign-up fails': keptSignUpsContract,
  'who is kept because the application has seen them': seenUsersContract,
  'sign-ups that get no answer': unfinishedSignUpsContract,
  'a connection that is lost': lostConnectionsContract,
  'a write that is as good twice as once': repeatableWritesContract,
  'a primary that moves': movingPrimaryContract,
  'what nobody can plan, and what nobody knows': unknownTextsContract,
  conflicts: conflictsContract,
};

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
