import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { inAnHour, newUser, unique } from '../../support/rows/samples.ts';

/** Tables whose columns the server refuses to compare, as after a change of collation that stopped half-way. */
export function mixedCollationsContract(backend: () => OpenBackend): void {
  beforeAll(async () => {
    await backend().db.execute(
      sql`alter table sessions modify user_id varchar(12) character set utf8mb4 collate utf8mb4_unicode_ci not null`,
    );
  });

  it('says that sessions cannot be read, instead of treating everybody as signed out', async () => {
    const adapter = backend().adapter();
    const { id: userId } = await adapter.createUser(newUser());
    const { sessionToken } = await adapter.createSession({
      sessionToken: unique(),
      userId,
      expires: inAnHour(),
    });
    await expect(adapter.getSessionAndUser(sessionToken)).rejects.toMatchObject({
      code: 'DATABASE',
      table: 'sessions',
      cause: { errno: 1267 },
    });
  });
}
