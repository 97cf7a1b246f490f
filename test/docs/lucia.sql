-- The tables of Lucia 3's documentation for MySQL and for several providers, and what Lucia 3.2.2 stored in them.
CREATE TABLE user (
  id VARCHAR(255) PRIMARY KEY,
  username VARCHAR(255) NOT NULL UNIQUE
);

CREATE TABLE user_session (
  id VARCHAR(255) PRIMARY KEY,
  expires_at DATETIME NOT NULL,
  user_id VARCHAR(255) NOT NULL REFERENCES user(id)
);

CREATE TABLE oauth_account (
  provider_id VARCHAR(255) NOT NULL,
  provider_user_id VARCHAR(255) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  PRIMARY KEY (provider_id, provider_user_id),
  FOREIGN KEY (user_id) REFERENCES user(id)
);

INSERT INTO user VALUES ('v7fyym227kdopaoc', 'ada'), ('csvlxikejf4vm22m', 'ben'), ('q5y3xtd7n2wvh4ka', 'grace');
INSERT INTO oauth_account VALUES ('local', '4711', 'v7fyym227kdopaoc'), ('local', '4712', 'csvlxikejf4vm22m'),
  ('github', '4711', 'csvlxikejf4vm22m');
INSERT INTO user_session VALUES
  ('vcv3ffimjwrvfzk46ghlucvrpts6fcg2z5hbzgup', '2037-12-31 23:59:59', 'v7fyym227kdopaoc'),
  ('iy3ainkmb3zyzxm2jmitrfdrmzlon2iy7rqfuai7', '2026-01-31 12:34:56', 'csvlxikejf4vm22m');
