import { addressesSuite } from './addresses.ts';
import { changesSuite } from './changes.ts';
import { describeEachDatabase } from './databases.ts';
import { lookupsSuite } from './lookups.ts';
import { newRowsSuite } from './new-rows.ts';
import { noNamesSuite } from './no-names.ts';
import { OTHER_TABLES } from './other-tables.ts';
import { pagesSuite } from './pages.ts';
import { strangersSuite } from './strangers.ts';
import { uniqueAccountsSuite } from './unique-accounts.ts';

describeEachDatabase(
  {
    lookups: lookupsSuite,
    changes: changesSuite,
    'new rows': newRowsSuite,
    strangers: strangersSuite,
    pages: pagesSuite,
    addresses: addressesSuite,
    'unique accounts': uniqueAccountsSuite,
    'no names': noNamesSuite,
  },
  { additions: OTHER_TABLES },
);
