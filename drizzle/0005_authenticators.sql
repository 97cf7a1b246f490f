CREATE TABLE IF NOT EXISTS `authenticators` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `credential_id` varbinary(512) NOT NULL,
  `user_id` varchar(12) NOT NULL,
  `provider_account_id` varchar(512) NOT NULL,
  `credential_public_key` text NOT NULL,
  `counter` int unsigned NOT NULL,
  `credential_device_type` varchar(32) NOT NULL,
  `credential_backed_up` tinyint(1) NOT NULL,
  `transports` varchar(255) DEFAULT NULL,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `credential_id` (`credential_id`),
  KEY `user_id` (`user_id`)
);
--> statement-breakpoint
-- Stops where a table of that name was there before, with other columns: that one is somebody else's.
SELECT /*vt+ ALLOW_SCATTER */
  `id`, `credential_id`, `user_id`, `provider_account_id`, `credential_public_key`, `counter`, `credential_device_type`,
  `credential_backed_up`, `transports`, `created_at`, `updated_at`
FROM `authenticators` LIMIT 0;
