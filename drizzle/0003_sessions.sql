ALTER TABLE `sessions` ADD KEY `expires` (`expires`);
