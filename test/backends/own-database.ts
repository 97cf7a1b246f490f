import { createPool } from 'mysql2/promise';
import { createDatabase, type ServerKind } from '../../dev/mysql.ts';
import { createTables, type Place } from './backend.ts';
import { createLeastUser, directPool } from './least-user.ts';

/** A database of its own for each caller, on a server of one kind. */
export const ownDatabase = (server: ServerKind): Place => ({
  name: server,
  server,
  async open(serverUrl, options) {
    const database = await createDatabase(serverUrl);
    await createTables(database.url, options);
    const user = options.hasLeastRights ? await createLeastUser(database.url) : undefined;
    return {
      isSharded: false,
      url: user?.url ?? database.url,
      direct: user ? directPool(database.url, user) : createPool(database.url),
      async close() {
        await user?.drop();
        await database.drop();
      },
    };
  },
});
