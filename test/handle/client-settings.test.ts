import { withReplicas } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import {
  type Pool as CallbackPool,
  createConnection as createCallbackConnection,
  createPool as createCallbackPool,
  type RowDataPacket,
} from 'mysql2';
import { createConnection, createPool, type Pool, type PoolOptions } from 'mysql2/promise';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { MySqlAdapter as MySqlAdapterOnDatabase } from '../../src/index.ts';
import { MySqlAdapter } from '../../src/mysql2.ts';

const refused = (what: string) =>
  expect.objectContaining({ code: 'UNSUPPORTED_CLIENT', message: expect.stringContaining(what) });

/** Makes a pool that ends with the test. */
function pool(options: PoolOptions): Pool {
  const made = createPool(options);
  onTestFinished(() => made.end());
  return made;
}

function callbackPool(options: PoolOptions): CallbackPool {
  const made = createCallbackPool(options);
  onTestFinished(() => made.promise().end());
  return made;
}

// mysql2 escapes text before it encodes it: in latin1 the letter ħ becomes the byte of a quotation mark.
const latin1 = { uri: 'mysql://root@127.0.0.1:1', charset: 'latin1' };

it('refuses pools whose charset lets text break out of its quotation, or stores other text', () => {
  for (const charset of ['latin1', 'ascii', 'binary', 'SJIS_JAPANESE_CI', 'cp1250_general_ci', 'utf8']) {
    const options = { ...latin1, charset };
    expect(() => MySqlAdapter(pool(options)), charset).toThrow(refused('utf8mb4'));
    expect(() => MySqlAdapter(callbackPool(options)), charset).toThrow(refused('utf8mb4'));
  }
});

it('refuses them where the address names the charset', () => {
  expect(() => MySqlAdapter(pool({ uri: `${latin1.uri}/app?charset=latin1` }))).toThrow(refused('utf8mb4'));
  expect(() => MySqlAdapter(pool({ uri: `${latin1.uri}/app?charset=utf8mb4` }))).not.toThrow();
});

it('refuses pools that nest rows, in which Drizzle finds no account and no date', () => {
  for (const nestTables of [true, '_']) {
    const options = { uri: latin1.uri, nestTables };
    expect(() => MySqlAdapter(pool(options))).toThrow(refused('nestTables'));
    expect(() => MySqlAdapter(callbackPool(options))).toThrow(refused('nestTables'));
  }
});

it('looks at the pool of a Drizzle database too, behind replicas and when a function returns it', async () => {
  const db = drizzle({ client: pool(latin1) });
  const replica = drizzle({ client: pool({ uri: latin1.uri }) });
  expect(() => MySqlAdapterOnDatabase(db)).toThrow(refused('utf8mb4'));
  expect(() => MySqlAdapterOnDatabase(withReplicas(db, [replica]))).toThrow(refused('utf8mb4'));
  const adapter = MySqlAdapterOnDatabase(async () => db);
  await expect(adapter.getUser('x')).rejects.toEqual(refused('utf8mb4'));
  await expect(adapter.getUser('x')).rejects.toEqual(refused('utf8mb4'));
});

describe.each(Object.entries(inject('servers')))('on %s', (_kind, uri) => {
  it('looks at single connections, and at the one that a transaction runs on', async () => {
    const ofPromises = await createConnection({ uri, charset: 'latin1' });
    const ofCallbacks = createCallbackConnection({ uri, charset: 'latin1' });
    onTestFinished(() => [ofPromises, ofCallbacks].forEach((each) => void each.destroy()));
    for (const client of [ofPromises, ofCallbacks]) {
      expect(() => MySqlAdapterOnDatabase(drizzle({ client }))).toThrow(refused('utf8mb4'));
    }
    await drizzle({ client: pool({ uri, charset: 'latin1' }) }).transaction(async (transaction) => {
      expect(() => MySqlAdapterOnDatabase(transaction)).toThrow(refused('utf8mb4'));
    });
  });

  it('takes every collation of utf8mb4 that the server knows, and no other', async () => {
    const [collations] = await pool({ uri }).query<RowDataPacket[]>('show collation where id is not null');
    const taken = collations.filter(({ Id: charsetNumber }) => {
      try {
        return MySqlAdapter(pool({ uri, charsetNumber } as PoolOptions));
      } catch {
        return false;
      }
    });
    expect(taken).not.toEqual([]);
    expect(taken).toEqual(collations.filter(({ Charset }) => Charset === 'utf8mb4'));
  });
});
