-- Run this on the keyspace that has several shards. It can be run again.
CREATE TABLE IF NOT EXISTS `users_by_email` (
  `email` varchar(255) NOT NULL,
  `keyspace_id` varbinary(128) NOT NULL,
  PRIMARY KEY (`email`)
);
CREATE TABLE IF NOT EXISTS `accounts_by_provider` (
  `provider_account_id` varchar(512) COLLATE utf8mb4_bin NOT NULL,
  `provider` varchar(255) NOT NULL,
  `keyspace_id` varbinary(128) NOT NULL,
  PRIMARY KEY (`provider_account_id`, `provider`)
);
CREATE TABLE IF NOT EXISTS `sessions_by_token` (
  `session_token` varchar(255) NOT NULL,
  `keyspace_id` varbinary(128) NOT NULL,
  PRIMARY KEY (`session_token`)
);
CREATE TABLE IF NOT EXISTS `authenticators_by_credential` (
  `credential_id` varbinary(512) NOT NULL,
  `keyspace_id` varbinary(128) NOT NULL,
  PRIMARY KEY (`credential_id`)
);
