import { varchar } from 'drizzle-orm/mysql-core';
import { expect, it } from 'vitest';
import { shownColumns } from '../../src/account/shown-columns.ts';
import { visibleColumns } from '../../src/adapter/tables/columns.ts';
import { createTables } from '../../src/schema/index.ts';

it('a list shows your own columns, but none that is named as a secret is', () => {
  const column = (name: string) => varchar(name, { length: 255 });
  const { sessions } = createTables({
    extend: {
      sessions: {
        nickname: column('nickname'),
        deviceToken: column('device'),
        device: column('push_TOKEN'),
        pin: column('secret_pin'),
        password: column('word'),
      },
    },
  });
  const shown = shownColumns(visibleColumns(sessions), /^(id|sessionToken|userId|expires)$/);
  expect(Object.keys(shown)).toEqual(['nickname']);
});
