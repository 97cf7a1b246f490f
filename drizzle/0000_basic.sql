-- The lines that begin with --> are for Drizzle. For a plain client leave them out, as docs/schema.md does.
CREATE TABLE IF NOT EXISTS `users` (
  `id` varchar(12) NOT NULL,
  `name` varchar(255) DEFAULT NULL,
  `email` varchar(255) DEFAULT NULL,
  `email_verified` datetime(6) DEFAULT NULL,
  `image` varchar(255) DEFAULT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS `accounts` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `user_id` varchar(12) DEFAULT NULL,
  `type` varchar(255) NOT NULL,
  `provider` varchar(255) NOT NULL,
  `provider_account_id` varchar(255) NOT NULL,
  `refresh_token` varchar(255) DEFAULT NULL,
  `access_token` varchar(255) DEFAULT NULL,
  `expires_at` int DEFAULT NULL,
  `token_type` varchar(255) DEFAULT NULL,
  `scope` varchar(255) DEFAULT NULL,
  `id_token` text,
  `session_state` varchar(255) DEFAULT NULL,
  `oauth_token_secret` varchar(255) DEFAULT NULL,
  `oauth_token` varchar(255) DEFAULT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `user_id` (`user_id`)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS `sessions` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `user_id` varchar(12) NOT NULL,
  `expires` datetime(6) NOT NULL,
  `session_token` varchar(255) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `sessionToken` (`session_token`),
  KEY `user_id` (`user_id`)
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS `verification_tokens` (
  `identifier` varchar(255) NOT NULL,
  `token` varchar(255) NOT NULL,
  `expires` datetime(6) NOT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`token`)
);
--> statement-breakpoint
-- From here on it stops where a table of that name was there before, with other columns: that one is somebody else's.
SELECT /*vt+ ALLOW_SCATTER */ `id`, `name`, `email`, `email_verified`, `image`, `created_at`, `updated_at` FROM `users` LIMIT 0;
--> statement-breakpoint
SELECT /*vt+ ALLOW_SCATTER */
  `id`, `user_id`, `type`, `provider`, `provider_account_id`, `refresh_token`, `access_token`, `expires_at`, `token_type`,
  `scope`, `id_token`, `session_state`, `oauth_token_secret`, `oauth_token`, `created_at`, `updated_at`
FROM `accounts` LIMIT 0;
--> statement-breakpoint
SELECT /*vt+ ALLOW_SCATTER */ `id`, `user_id`, `expires`, `session_token`, `created_at`, `updated_at` FROM `sessions` LIMIT 0;
--> statement-breakpoint
SELECT /*vt+ ALLOW_SCATTER */ `identifier`, `token`, `expires`, `created_at`, `updated_at` FROM `verification_tokens` LIMIT 0;
