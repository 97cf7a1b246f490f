ALTER TABLE `verification_tokens`
  ADD COLUMN `code` char(64) DEFAULT NULL,
  ADD COLUMN `attempts` int unsigned NOT NULL DEFAULT 0,
  ADD COLUMN `allowed` int unsigned NOT NULL DEFAULT 0;
