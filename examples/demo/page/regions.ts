import type { Mail } from '../mailbox.ts';
import type { Belongings, Tables } from '../rows.ts';
import type { RecordedRequest } from '../statement-log.ts';
import type { CurrentSession } from '../visit.ts';
import type { Html } from './html.ts';
import { mailboxRegion } from './mailbox.ts';
import { personRegion } from './person.ts';
import { signInRegion } from './sign-in.ts';
import { statementsRegion } from './statements.ts';
import { tablesRegion } from './tables.ts';

/** A person who is signed in, with the rows that belong to them. */
export type Person = CurrentSession & Belongings;

/** Everything that the page shows. */
export interface State {
  readonly person: Person | null;
  readonly csrfToken: string;
  readonly mails: readonly Mail[];
  readonly tables: Tables;
  readonly requests: readonly RecordedRequest[];
}

/** The parts of the page that change while it is open, by the ids of their elements. */
export type Regions = Readonly<Record<'person' | 'mailbox' | 'tables' | 'statements', Html>>;

/** Renders the parts of the page that change while it is open. */
export function regionsOf({ person, csrfToken, mails, tables, requests }: State): Regions {
  return {
    person: person ? personRegion(person, csrfToken) : signInRegion(csrfToken),
    mailbox: mailboxRegion(mails),
    tables: tablesRegion(tables, person?.user.id),
    statements: statementsRegion(requests),
  };
}
