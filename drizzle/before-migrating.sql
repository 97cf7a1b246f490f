-- Finds what would stop the migrations after the first, on a database that was changed since it was created. Every
-- statement only reads, and returns no row if nothing is in the way: a row names a table, something in it, and the
-- obstacle. Run it with any client before the migrations, not after: it would find their own indexes. A database that
-- has those of version 0.1.0, up to 0005, needs only the last statement.

-- Accounts that are equal to the unique index of 0001, which compares ids byte by byte, except for trailing blanks, and
-- providers by their column's collation. Keep one row of each. With the comment in it, Vitess asks every shard.
SELECT /*vt+ ALLOW_SCATTER */ 'accounts' AS `table_name`, 'provider_account' AS `name`,
  CONCAT('these ids are one account: ', GROUP_CONCAT(`id` ORDER BY `id`)) AS `obstacle`
FROM `accounts`
GROUP BY CONVERT(`provider_account_id` USING utf8mb4) COLLATE utf8mb4_bin, `provider`
HAVING COUNT(*) > 1;

-- Indexes whose names the migrations use. Rename them, or drop them if they are the same.
SELECT DISTINCT `table_name` AS `table_name`, `index_name` AS `name`, 'an index has this name' AS `obstacle`
FROM information_schema.statistics
WHERE `table_schema` = DATABASE() AND (
  (`table_name` = 'accounts' AND `index_name` = 'provider_account')
  OR (`table_name` IN ('sessions', 'verification_tokens') AND `index_name` = 'expires')
  OR (`table_name` = 'verification_tokens' AND `index_name` = 'identifier')
);

-- Columns that can hold more than the new ones, or other values. A server that is not in strict mode would truncate them.
-- Change them, or leave out their lines in a copy of the migrations.
SELECT `table_name` AS `table_name`, `column_name` AS `name`,
  CONCAT('would be narrower than ', `column_type`) AS `obstacle`
FROM information_schema.columns
WHERE `table_schema` = DATABASE() AND (
  (`table_name` = 'accounts' AND `column_name` = 'expires_at'
    AND (`data_type` NOT LIKE '%int' OR `column_type` LIKE 'bigint%unsigned'))
  OR (`table_name` = 'accounts' AND `column_name` = 'provider_account_id'
    AND (`data_type` NOT IN ('char', 'varchar') OR `character_maximum_length` > 512))
  OR (`table_name` = 'accounts' AND `column_name` = 'id_token'
    AND (`data_type` NOT LIKE '%char' AND `data_type` NOT LIKE '%text' OR `character_octet_length` > 16777215))
  OR (((`table_name` = 'users' AND `column_name` = 'image')
      OR (`table_name` = 'accounts' AND `column_name` IN ('refresh_token', 'access_token', 'scope', 'session_state',
        'oauth_token_secret', 'oauth_token')))
    AND (`data_type` NOT LIKE '%char' AND `data_type` NOT LIKE '%text' OR `character_octet_length` > 65535))
);

-- Columns whose character set or collation differs from their table's, which they would get. Change the table's to match,
-- with ALTER TABLE ... DEFAULT CHARACTER SET ... COLLATE ..., which rewrites no row.
SELECT c.`table_name` AS `table_name`, c.`column_name` AS `name`,
  CONCAT('would get the collation ', t.`table_collation`, ' for ', c.`collation_name`) AS `obstacle`
FROM information_schema.columns AS c
JOIN information_schema.tables AS t ON t.`table_schema` = c.`table_schema` AND t.`table_name` = c.`table_name`
WHERE c.`table_schema` = DATABASE() AND c.`collation_name` <> t.`table_collation` AND (
  (c.`table_name` = 'users' AND c.`column_name` = 'image')
  OR (c.`table_name` = 'accounts' AND c.`column_name` IN ('refresh_token', 'access_token', 'scope', 'id_token',
    'session_state', 'oauth_token_secret', 'oauth_token'))
);

-- Indexes on the whole of columns that will be text. MySQL refuses such an index, and MariaDB indexes the beginning. Drop
-- them, or give them a prefix length that is shorter than the column.
SELECT `table_name` AS `table_name`, `index_name` AS `name`,
  CONCAT('is an index on the whole of ', `column_name`) AS `obstacle`
FROM information_schema.statistics
WHERE `table_schema` = DATABASE() AND `sub_part` IS NULL AND `index_type` <> 'FULLTEXT' AND (
  (`table_name` = 'users' AND `column_name` = 'image')
  OR (`table_name` = 'accounts' AND `column_name` IN ('refresh_token', 'access_token', 'scope', 'id_token',
    'session_state', 'oauth_token_secret', 'oauth_token'))
);

-- Providers too long for an index with another 512 characters: its limit is 3,072 bytes. MariaDB creates one that no
-- lookup uses.
SELECT `table_name` AS `table_name`, `column_name` AS `name`, 'is too long for the new index' AS `obstacle`
FROM information_schema.columns
WHERE `table_schema` = DATABASE() AND `table_name` = 'accounts' AND `column_name` = 'provider'
  AND `character_octet_length` > 3072 - 512 * 4;

-- Tables with these names that belong to something else. Rename them, or use createTables({ prefix }).
SELECT `name` AS `table_name`, `name`, 'lacks columns that it should have' AS `obstacle`
FROM (
  SELECT 'users' AS `name`, 'id,name,email,email_verified,image,created_at,updated_at' AS `names`, 7 AS `count`
  UNION ALL SELECT 'accounts', 'id,user_id,type,provider,provider_account_id,refresh_token,access_token,expires_at,token_type,scope,id_token,session_state,oauth_token_secret,oauth_token,created_at,updated_at', 16
  UNION ALL SELECT 'sessions', 'id,user_id,expires,session_token,created_at,updated_at', 6
  UNION ALL SELECT 'verification_tokens', 'identifier,token,expires,created_at,updated_at', 5
  UNION ALL SELECT 'authenticators', 'id,credential_id,user_id,provider_account_id,credential_public_key,counter,credential_device_type,credential_backed_up,transports,created_at,updated_at', 11
) AS ours
JOIN information_schema.columns AS c ON c.`table_schema` = DATABASE() AND c.`table_name` = `name`
GROUP BY `name`
HAVING SUM(FIND_IN_SET(c.`column_name`, `names`) > 0) < MAX(`count`);

-- Columns whose names the migrations from 0006 on use. Rename them.
SELECT `table_name` AS `table_name`, `column_name` AS `name`, 'a column has this name' AS `obstacle`
FROM information_schema.columns
WHERE `table_schema` = DATABASE() AND (
  (`table_name` = 'accounts' AND `column_name` IN ('refresh_lease', 'refresh_lease_until'))
  OR (`table_name` = 'verification_tokens' AND `column_name` IN ('code', 'attempts', 'allowed'))
);
