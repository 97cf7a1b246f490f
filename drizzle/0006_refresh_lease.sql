ALTER TABLE `accounts`
  ADD COLUMN `refresh_lease` varchar(64) DEFAULT NULL,
  ADD COLUMN `refresh_lease_until` datetime(3) DEFAULT NULL;
