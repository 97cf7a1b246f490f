-- Run this on the keyspace `sequences`, which has one shard. It can be run again.
CREATE TABLE IF NOT EXISTS `accounts_seq` (
  `id` bigint NOT NULL,
  `next_id` bigint NOT NULL,
  `cache` bigint NOT NULL,
  PRIMARY KEY (`id`)
) COMMENT 'vitess_sequence';
INSERT IGNORE INTO `accounts_seq` (`id`, `next_id`, `cache`) VALUES (0, 1, 1000);
CREATE TABLE IF NOT EXISTS `sessions_seq` (
  `id` bigint NOT NULL,
  `next_id` bigint NOT NULL,
  `cache` bigint NOT NULL,
  PRIMARY KEY (`id`)
) COMMENT 'vitess_sequence';
INSERT IGNORE INTO `sessions_seq` (`id`, `next_id`, `cache`) VALUES (0, 1, 1000);
CREATE TABLE IF NOT EXISTS `authenticators_seq` (
  `id` bigint NOT NULL,
  `next_id` bigint NOT NULL,
  `cache` bigint NOT NULL,
  PRIMARY KEY (`id`)
) COMMENT 'vitess_sequence';
INSERT IGNORE INTO `authenticators_seq` (`id`, `next_id`, `cache`) VALUES (0, 1, 1000);
CREATE TABLE IF NOT EXISTS `__drizzle_migrations_seq` (
  `id` bigint NOT NULL,
  `next_id` bigint NOT NULL,
  `cache` bigint NOT NULL,
  PRIMARY KEY (`id`)
) COMMENT 'vitess_sequence';
INSERT IGNORE INTO `__drizzle_migrations_seq` (`id`, `next_id`, `cache`) VALUES (0, 1, 1000);
CREATE TABLE IF NOT EXISTS `__authjs_migrations_seq` (
  `id` bigint NOT NULL,
  `next_id` bigint NOT NULL,
  `cache` bigint NOT NULL,
  PRIMARY KEY (`id`)
) COMMENT 'vitess_sequence';
INSERT IGNORE INTO `__authjs_migrations_seq` (`id`, `next_id`, `cache`) VALUES (0, 1, 1000);
