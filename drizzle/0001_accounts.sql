-- One statement, so that it is done or not: equal pairs of account id and provider in the way leave nothing half-done.
ALTER TABLE `accounts`
  MODIFY COLUMN `provider_account_id` varchar(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  MODIFY COLUMN `refresh_token` text,
  MODIFY COLUMN `access_token` text,
  MODIFY COLUMN `expires_at` bigint DEFAULT NULL,
  MODIFY COLUMN `scope` text,
  MODIFY COLUMN `id_token` mediumtext,
  MODIFY COLUMN `session_state` text,
  MODIFY COLUMN `oauth_token_secret` text,
  MODIFY COLUMN `oauth_token` text,
  ADD UNIQUE KEY `provider_account` (`provider_account_id`, `provider`);
