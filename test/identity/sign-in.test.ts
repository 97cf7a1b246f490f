import { atProviderSuite } from './at-provider.ts';
import { byCookieSuite } from './by-cookie.ts';
import { byLinkSuite } from './by-link.ts';
import { describeEachDatabase } from './databases.ts';

describeEachDatabase(
  { 'by link': byLinkSuite, 'at a provider': atProviderSuite, 'by cookie': byCookieSuite },
  { isWanted: ({ isDefault = false }) => isDefault },
);
