import { MySqlAdapterError } from '../../errors.ts';
import type { Work } from '../work.ts';
import { checkAddresses } from './addresses.ts';
import { checkClock } from './clock.ts';
import { checkCollations } from './collations.ts';
import { checkColumns } from './columns.ts';
import { checkCountedIds } from './counted-ids.ts';
import { checkAccounts, checkSessionTokens } from './duplicates.ts';
import { checkEncryption } from './encryption.ts';
import { checkFeatureColumns } from './feature-columns.ts';
import { FINDINGS, type Finding, type FindingCode, finding } from './finding.ts';
import { checkForeignKeys } from './foreign-keys.ts';
import { readGivenTables } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { checkKeys } from './keys.ts';
import { checkKeysInTheWay } from './keys-in-the-way.ts';
import { checkObstacles } from './obstacles.ts';
import { checkOrphans } from './orphans.ts';
import { checkPasskeys } from './passkeys.ts';
import { readServer } from './server.ts';
import { checkSettings } from './settings.ts';
import { checkStoredTokens } from './stored-tokens.ts';
import { checkTables } from './tables.ts';
import { checkTriggers } from './triggers.ts';
import { checkWaysIn } from './ways-in.ts';

/** One check. What was found before it is of use for some. */
type Check = (
  inspection: Inspection,
  found: readonly Finding[],
) => readonly Finding[] | Promise<readonly Finding[]>;

/** The checks in order, by what they are about. */
const CHECKS: Readonly<Record<string, Check>> = {
  tables: checkTables,
  columns: checkColumns,
  'columns of later versions': checkFeatureColumns,
  keys: checkKeys,
  'counted ids': checkCountedIds,
  'keys in the way': checkKeysInTheWay,
  collations: checkCollations,
  triggers: checkTriggers,
  'foreign keys': checkForeignKeys,
  'obstacles to the migrations': checkObstacles,
  'settings of the server': checkSettings,
  clock: checkClock,
  encryption: checkEncryption,
  'rows without a user': checkOrphans,
  'duplicate addresses': checkAddresses,
  'duplicate accounts': checkAccounts,
  'duplicate session tokens': checkSessionTokens,
  'users without a way in': checkWaysIn,
  passkeys: checkPasskeys,
  'forms of tokens': checkStoredTokens,
};

/** What all checks have found, the gravest first. */
export interface Findings {
  /** The name of the tables, as `--tables` has it. */
  readonly tables: string;
  /** The server's name and version. */
  readonly server: string;
  readonly findings: readonly Finding[];
}

/** Runs all checks, one after the other. A check that fails is a finding, unless the database cannot be reached. */
export async function findAll(work: Work): Promise<Findings> {
  const server = await readServer(work.db);
  const inspection = { work, server, tables: await readGivenTables(work.db, work.tables) };
  const found: Finding[] = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    work.signal.throwIfAborted();
    found.push(...(await runCheck(name, check, inspection, found)));
  }
  const order = Object.keys(FINDINGS) as FindingCode[];
  const weights = ['error', 'warning', 'info'];
  const rank = ({ severity, code }: Finding) =>
    weights.indexOf(severity) * order.length + order.indexOf(code);
  return {
    tables: work.tablesName,
    server: server.title,
    findings: found.toSorted((one, other) => rank(one) - rank(other)),
  };
}

async function runCheck(
  name: string,
  check: Check,
  inspection: Inspection,
  found: readonly Finding[],
): Promise<readonly Finding[]> {
  try {
    return await check(inspection, found);
  } catch (error) {
    if (!(error instanceof MySqlAdapterError) || error.code === 'CONNECTION_LOST') throw error;
    return [
      finding('check-failed', {
        table: error.table,
        problem: `The check of ${name} could not be done (${error.code}): ${error.message}`,
        fix: 'Mend what else is found, or give this database user the rights of docs/check.md, and run it again.',
      }),
    ];
  }
}
