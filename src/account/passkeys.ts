import { and, desc, eq, sql } from 'drizzle-orm';
import { requireText } from '../adapter/arguments.ts';
import { canHoldName } from '../adapter/columns/texts.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { exactly } from '../adapter/identity.ts';
import { prepareDelete } from '../adapter/statements/delete.ts';
import { prepareSelect } from '../adapter/statements/select.ts';
import { countedIdOf } from '../adapter/tables/columns.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read, write } from '../database/run.ts';
import { prepareGuardedDelete } from './guarded-delete.ts';
import { shownColumns, timestampFrom, timestampsOf } from './shown-columns.ts';

/** A passkey on a person's own page, without its key; with your own columns of the table. */
export interface ListedPasskey {
  /** The id of the credential in standard base64. */
  readonly credentialID: string;
  /** When it was registered; null where the table does not have it. */
  readonly createdAt: Date | null;
  /** `singleDevice` or `multiDevice`. */
  readonly deviceType: string;
  /** Whether a service, such as a password manager, has a copy of it. */
  readonly backedUp: boolean;
  /** How a browser reaches it, such as `internal,hybrid`. */
  readonly transports: string | null;
  readonly [column: string]: unknown;
}

interface PasskeyRow {
  readonly credentialID: string;
  readonly userId: string;
  readonly deviceType: string;
  readonly backedUp: boolean;
  readonly transports: string | null;
  readonly createdAt?: unknown;
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** What Auth.js stores, most of which is told under a name of its own. */
const HIDDEN =
  /^(id|userId|providerAccountId|credential(ID|PublicKey|DeviceType|BackedUp)|counter|transports)$/;

const preparePasskeys = /* @__PURE__ */ oncePerObject((context: AdapterContext) => {
  const {
    visible,
    tables: { authenticators },
  } = context;
  if (!authenticators) return undefined;
  const { credentialID, userId, transports, credentialDeviceType, credentialBackedUp } = authenticators;
  const { createdAt } = timestampsOf(authenticators);
  const shown = shownColumns(visible.authenticators, HIDDEN);
  const own = {
    credentialID,
    userId,
    transports,
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
    ...(createdAt && { createdAt }),
  };
  const id = countedIdOf(authenticators);
  return {
    authenticators,
    select: prepareSelect<PasskeyRow>(authenticators, (db) =>
      db
        .select(Object.keys(shown).length > 0 ? { ...own, shown } : own)
        .from(authenticators)
        .where(eq(userId, sql.placeholder('userId')))
        .orderBy(...(id ? [desc(id)] : [])),
    ),
    deleteWithEmail: prepareGuardedDelete(context, 'passkey', true),
    deleteWithoutEmail: prepareGuardedDelete(context, 'passkey', false),
    deletePasskey: prepareDelete(authenticators, () =>
      and(exactly(credentialID, 'providerAccountId'), exactly(userId, 'userId')),
    ),
  };
});

/** Makes the functions that list and delete the passkeys of a user; without a table of passkeys, there are none. */
export function makePasskeyFunctions(context: AdapterContext, userId: string, emailSignIn: boolean) {
  const { connect, tables } = context;
  const statements = preparePasskeys(context);

  return {
    async listPasskeys(): Promise<ListedPasskey[]> {
      if (!statements) return [];
      const { authenticators, select } = statements;
      const rows = await read(await connect(), select, { userId });
      return rows
        .filter((row) => row.userId === userId)
        .map(({ userId: _, createdAt, shown, ...passkey }) => ({
          ...shown,
          ...passkey,
          createdAt: timestampFrom(authenticators, 'createdAt', createdAt),
        }));
    },

    async deletePasskey(credentialID: string): Promise<boolean> {
      requireText(credentialID, 'credentialID');
      if (!statements || !canHoldName(tables.accounts.providerAccountId, credentialID)) return false;
      const { deleteWithEmail, deleteWithoutEmail, deletePasskey } = statements;
      const values = { userId, providerAccountId: credentialID };
      const db = await connect();
      // The account first: with the passkey gone, Auth.js would sign in the owner of an account that is left over for
      // anybody who registers a passkey with its id.
      const hadAccount = await (emailSignIn ? deleteWithEmail : deleteWithoutEmail)(db, values);
      return (await write(db, deletePasskey, values)) > 0 || hadAccount;
    },
  };
}
