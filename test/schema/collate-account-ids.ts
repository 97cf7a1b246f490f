/**
 * Gives account ids the collation that the migrations give them.
 *
 * drizzle-kit 0.31 cannot name a collation: what it pushes or generates gets that of the database.
 */
export const COLLATE_ACCOUNT_IDS = `ALTER TABLE accounts
  MODIFY COLUMN provider_account_id varchar(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL;`;
