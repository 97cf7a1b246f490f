-- What TypeORM 0.3.31 makes on MySQL of the entities of @auth/typeorm-adapter 2.11.3.
CREATE TABLE `users` (
  `id` varchar(36) NOT NULL,
  `name` varchar(255) NULL,
  `email` varchar(255) NULL,
  `emailVerified` varchar(255) NULL,
  `image` varchar(255) NULL,
  UNIQUE INDEX `IDX_97672ac88f789774dd47f7c8be` (`email`),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `accounts` (
  `id` varchar(36) NOT NULL,
  `userId` varchar(255) NOT NULL,
  `type` varchar(255) NOT NULL,
  `provider` varchar(255) NOT NULL,
  `providerAccountId` varchar(255) NOT NULL,
  `refresh_token` varchar(255) NULL,
  `access_token` varchar(255) NULL,
  `expires_at` bigint NULL,
  `token_type` varchar(255) NULL,
  `scope` varchar(255) NULL,
  `id_token` varchar(255) NULL,
  `session_state` varchar(255) NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `sessions` (
  `id` varchar(36) NOT NULL,
  `sessionToken` varchar(255) NOT NULL,
  `userId` varchar(255) NOT NULL,
  `expires` varchar(255) NOT NULL,
  UNIQUE INDEX `IDX_8b5e2ec52e335c0fe16d7ec358` (`sessionToken`),
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

CREATE TABLE `verification_tokens` (
  `id` varchar(36) NOT NULL,
  `token` varchar(255) NOT NULL,
  `identifier` varchar(255) NOT NULL,
  `expires` varchar(255) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;

ALTER TABLE `accounts` ADD CONSTRAINT `FK_3aa23c0a6d107393e8b40e3e2a6` FOREIGN KEY (`userId`)
  REFERENCES `users`(`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE `sessions` ADD CONSTRAINT `FK_57de40bc620f456c7311aa3a1e6` FOREIGN KEY (`userId`)
  REFERENCES `users`(`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What the adapter stored: dates as the milliseconds since 1970, in text.
INSERT INTO users VALUES
  ('eb86f96d-ca8a-4fda-880f-40ce8dabce24', 'Ada', 'ada@example.com', '1769862896789', NULL),
  ('0b8f1f7e-5f0b-4c1e-9b3a-5d2f6d1c7a90', 'Ben', 'ben@example.com', NULL, NULL);
INSERT INTO accounts VALUES ('e0dcc65c-c366-4a46-8216-94905f0adafa', 'eb86f96d-ca8a-4fda-880f-40ce8dabce24', 'oauth',
  'local', '4711', NULL, 'access', 1893456000, 'bearer', NULL, NULL, NULL);
INSERT INTO sessions VALUES ('b8dfae89-1fb1-40ea-b6bb-f8d489cfb050', 'a731978b-7bf4-4070-80e1-ee1283d291bb',
  'eb86f96d-ca8a-4fda-880f-40ce8dabce24', '2145916799999');
INSERT INTO verification_tokens VALUES ('659cdfe8-d69f-4da4-bc85-e37a0b67767d', 'a hash', 'ben@example.com',
  '2145916799999');
