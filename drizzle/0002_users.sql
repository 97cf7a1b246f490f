ALTER TABLE `users` MODIFY COLUMN `image` text;
