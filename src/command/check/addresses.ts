import { asciiLowerCase } from '../../adapter/identity.ts';
import { type Finding, finding } from './finding.ts';
import { actualOf, type PresentTable } from './given-tables.ts';
import type { Inspection } from './inspection.ts';
import { hasUniqueKey } from './keys.ts';
import { findRepeated } from './repeated.ts';
import { counted, shownIds } from './shown-ids.ts';

/** Finds users whom an address does not tell apart, by the adapter's rule or by a reader's eye. */
export async function checkAddresses({ tables, work }: Inspection): Promise<Finding[]> {
  const given = tables.having('users', 'id', 'email');
  if (!given || isKeptApart(given)) return [];
  const { groups, cut } = await findRepeated(work, given, ['email'], ([email = '']) => foldedOf(email));
  const ofAddress = groups.flatMap((rows) => {
    const same = new Map<string, string[]>();
    for (const { id, texts } of rows) {
      const address = asciiLowerCase(texts[0] ?? '');
      if (address !== '') same.set(address, [...(same.get(address) ?? []), id]);
    }
    return [[...same.values()]];
  });
  const duplicates = ofAddress.flat().filter((ids) => ids.length > 1);
  const lookalikes = ofAddress.filter((addresses) => addresses.length > 1);
  return [
    ...duplicates.slice(0, 1).map(() =>
      finding('duplicate-addresses', {
        table: given.name,
        column: given.columns.email?.name,
        count: duplicates.length,
        problem: `${counted(duplicates.length, 'address', 'addresses')} (A to Z taken as equal) of several users, of whom only one can be found by it. Their ids: ${listed(duplicates)}.`,
        fix: `Ask whose it is; keep one user of each: UPDATE \`${given.name}\` SET \`${given.columns.email?.name}\` = NULL WHERE \`${given.columns.id?.name}\` = '<id of the other>';`,
      }),
    ),
    ...lookalikes.slice(0, 1).map(() =>
      finding('look-alike-addresses', {
        table: given.name,
        column: given.columns.email?.name,
        count: lookalikes.length,
        problem: `${counted(lookalikes.length, 'address', 'addresses')} that other users have too, but for case, accents or width: the adapter keeps them apart, a unique key without regard to these would not. Their ids: ${listed(lookalikes.map((addresses) => addresses.flat()))}.`,
        fix: 'Look at both users before you add a unique key or send them mail: one may pose as the other.',
      }),
    ),
    ...cut,
  ];
}

/** Says whether a unique key keeps apart all that looks alike: with it, nothing needs to be read. */
function isKeptApart(given: PresentTable): boolean {
  const { collation = '' } = actualOf(given, 'email') ?? {};
  return hasUniqueKey(given, ['email']) && /_ci$/.test(collation);
}

/** Folds an address as the widest collations compare, and more. */
const foldedOf = (email: string) => email.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();

const listed = (groups: readonly (readonly string[])[]) =>
  shownIds(groups.flat()) || 'none that can be shown';
