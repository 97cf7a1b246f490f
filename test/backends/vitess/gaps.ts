import type { Gap } from '../backend.ts';

const TOKEN_ALONE = 'without its identifier, a verification token may be on any shard: a scatter';
const UNIQUE_ACCOUNTS = 'the lookup by account id and provider lets no second row of one account in';
const MOVED = 'vtgate refuses to change the user of a row, which would have to move to another shard';
const IN_TURN = 'the user goes first and the rest follows, in a statement for each table';

/** These depend on chance, or end only by their time limit. */
const SINGLE = 'a transaction is refused at its second shard, and which shard rows are on is chance';
const TOKENS_PER_SHARD =
  'a token is unique on the shard of its identifier alone, and which one that is is chance';
const ALIKE =
  'a token that only looks like another is refused where the lookup has both on one shard, and that is chance';
const NO_ADDRESS = 'chance may draw no address at all, and then the token may be on any shard: a scatter';
const NO_DEADLOCK =
  'the row of the lookup is locked first, so one waits for the other in vtgate, and no server sees it';
const OWN_LOOKUP =
  'a transaction that has locked the row of a session cannot give it another token: vtgate locks the lookup on a connection of its own';

/** What a keyspace of two shards cannot do, or the adapter does otherwise there. */
export const gapsOfShards: readonly Gap[] = [
  ...gaps('contract.test.ts', {
    'redeems a link without an address by its token alone': TOKEN_ALONE,
    'useVerificationToken finds exactly': TOKEN_ALONE,
    'lets the oldest of two rows for one account count': UNIQUE_ACCOUNTS,
    'hands an account of several rows to the oldest': UNIQUE_ACCOUNTS,
    'lets another user have an account whose owner is not named': MOVED,
    'lets another user have an account whose owner is named in another case': MOVED,
    'deletes nobody where a table of theirs is missing': IN_TURN,
    'deletes everything again after a deadlock has rolled it back': IN_TURN,
  }),
  ...gaps('lax.test.ts', { 'useVerificationToken finds exactly': TOKEN_ALONE }),
  ...gaps('races.test.ts', {
    'redeem a token when none names the address': TOKEN_ALONE,
    'redeem a token when half of them name the address': TOKEN_ALONE,
  }),
  ...gaps('deletions.test.ts', {
    'refer to users on delete restrict': IN_TURN,
    'refer to users on delete no action': IN_TURN,
    'refer to users on delete set null': IN_TURN,
    'undoes everything where a trigger': IN_TURN,
    'does not take error': IN_TURN,
  }),
  ...leftOut('contract.test.ts', {
    'a transaction > ': SINGLE,
    'works on them in a transaction': SINGLE,
    'puts nothing into a query cache and asks it for nothing, also within a transaction': SINGLE,
    'useVerificationToken, of an address, finds exactly': NO_ADDRESS,
    'refuses a token that exists': TOKENS_PER_SHARD,
    'createVerificationToken stores what it is given': TOKENS_PER_SHARD,
    'createSession stores what it is given': ALIKE,
    'end but for the current one, byte for byte': ALIKE,
    'writes again after a deadlock has rolled it back': NO_DEADLOCK,
  }),
  ...leftOut('account.test.ts', { 'end but for the current one, byte for byte': ALIKE }),
  ...leftOut('lax.test.ts', {
    'useVerificationToken, of an address, finds exactly': NO_ADDRESS,
    'createVerificationToken stores what it is given': TOKENS_PER_SHARD,
    'createSession stores what it is given': ALIKE,
  }),
  ...leftOut('deletions.test.ts', {
    'writes every DELETE of every method so that MariaDB tells the truth': SINGLE,
    'lets others get and follow links in the transaction of a caller': SINGLE,
    'in one statement, and multiplies no rows': SINGLE,
  }),
  ...leftOut('hashed-sessions.test.ts', {
    'held up > ': OWN_LOOKUP,
    'is left alone in a transaction of the caller': SINGLE,
  }),
];

function gaps(file: string, reasons: Readonly<Record<string, string>>): Gap[] {
  return Object.entries(reasons).map(([test, reason]) => ({ file, test, reason }));
}

function leftOut(...declared: Parameters<typeof gaps>): Gap[] {
  return gaps(...declared).map((gap) => ({ ...gap, isLeftOut: true }));
}
