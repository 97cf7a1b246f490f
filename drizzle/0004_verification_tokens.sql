ALTER TABLE `verification_tokens` ADD KEY `expires` (`expires`), ADD KEY `identifier` (`identifier`);
