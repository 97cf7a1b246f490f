import { createConnection } from 'mysql2/promise';

if (!process.env.DATABASE_URL) process.loadEnvFile('.env.local');

// drizzle-kit 0.31 cannot name a collation. Without this one, ids of accounts that differ only in case are the same.
const connection = await createConnection(process.env.DATABASE_URL);
await connection.query(`
  ALTER TABLE accounts MODIFY COLUMN provider_account_id
    varchar(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
`);
await connection.end();
