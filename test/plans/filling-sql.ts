const digits = '(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4)';
const numbers = `(select a.d + 5 * b.d + 25 * c.d + 125 * d.d + 625 * e.d as n
  from ${digits} a, ${digits} b, ${digits} c, ${digits} d, ${digits} e) numbers`;
const bookkeeping = "'2026-01-31', '2026-01-31'";

/** SQL that fills the basic tables, so that a scan costs more than a lookup in an index. */
export const MANY_ROWS = `
  insert into users select concat('u', n), 'Ada', concat(n, '@example.com'), null, null, ${bookkeeping} from ${numbers};
  insert into accounts (user_id, type, provider, provider_account_id, created_at, updated_at)
    select concat('u', n), 'oauth', 'github', n, ${bookkeeping} from ${numbers};
  insert into sessions (user_id, expires, session_token, created_at, updated_at)
    select concat('u', n), '2100-01-01', concat('token-', n), ${bookkeeping} from ${numbers};
  insert into verification_tokens (identifier, token, expires, created_at, updated_at)
    select concat(n, '@example.com'), concat('token-', n), '2100-01-01', ${bookkeeping} from ${numbers};
  analyze table users, accounts, sessions, verification_tokens;
`;

/** SQL that does the same to the table of passkeys. */
export const MANY_PASSKEYS = `
  insert into authenticators (credential_id, user_id, provider_account_id, credential_public_key, counter,
      credential_device_type, credential_backed_up, created_at, updated_at)
    select concat('credential-', n), concat('u', n), concat('credential-', n), 'key', n, 'multiDevice', true, ${bookkeeping}
    from ${numbers};
  analyze table authenticators;
`;
