import type { AdapterUser } from '@auth/core/adapters';
import type { Mail } from '../mailbox.ts';
import type { Tables } from '../rows.ts';
import type { RecordedRequest } from '../statement-log.ts';
import type { Html } from './html.ts';
import { mailboxRegion } from './mailbox.ts';
import { personRegion } from './person.ts';
import { signInRegion } from './sign-in.ts';
import { statementsRegion } from './statements.ts';
import { tablesRegion } from './tables.ts';

/** What the side of the database shows. */
export interface DatabaseState {
  readonly user: Pick<AdapterUser, 'id'> | null;
  readonly tables: Tables;
  readonly requests: readonly RecordedRequest[];
}

/** Everything that the page shows. */
export interface State extends DatabaseState {
  readonly user: AdapterUser | null;
  readonly csrfToken: string;
  readonly mails: readonly Mail[];
}

/** The parts of the side of the database that change while a page is open, by the ids of their elements. */
export type DatabaseRegions = Readonly<Record<'tables' | 'statements', Html>>;

/** The parts of the page that change while it is open, by the ids of their elements. */
export type Regions = DatabaseRegions & Readonly<Record<'person' | 'mailbox', Html>>;

/** Renders the parts of the side of the database. */
export function databaseRegionsOf({ user, tables, requests }: DatabaseState): DatabaseRegions {
  return { tables: tablesRegion(tables, user?.id), statements: statementsRegion(requests) };
}

/** Renders the parts of the page that change while it is open. */
export function regionsOf(state: State): Regions {
  const { user, csrfToken, mails } = state;
  return {
    person: user ? personRegion(user, csrfToken) : signInRegion(csrfToken),
    mailbox: mailboxRegion(mails),
    ...databaseRegionsOf(state),
  };
}

/** Returns rendered parts as text, for the script of a page. */
export async function asText(parts: Readonly<Record<string, Html>>): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [id, part] of Object.entries(parts)) texts[id] = String(await part);
  return texts;
}
