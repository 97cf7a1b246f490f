import { ROW_LIMIT, type Tables } from '../rows.ts';
import { type Html, html } from './html.ts';
import { count, moment, shortened } from './text.ts';

type Value = string | number | Date | null;

interface Shown {
  readonly name: string;
  readonly holds: string;
  readonly columns: readonly string[];
  readonly rows: readonly { key: string; ownerId: string | null; values: readonly Value[] }[];
}

/** Shows the rows of the five tables; those of the person who is signed in stand out. */
export function tablesRegion(tables: Tables, userId: string | undefined): Html {
  const shown = [usersTable, accountsTable, sessionsTable, tokensTable, passkeysTable];
  const all = shown.map((of) => of(tables));
  return html`${userId && html`<p class="quiet small legend">Marked rows are yours.</p>`}
    ${all.map((shown) => table(shown, userId))}`;
}

function usersTable({ users }: Tables): Shown {
  return {
    name: 'users',
    holds: 'one row per person',
    columns: ['id', 'name', 'email', 'email_verified', 'password_hash', 'created_at'],
    rows: users.map((row) => ({
      key: row.id,
      ownerId: row.id,
      values: [row.id, row.name, row.email, row.emailVerified, secret(row.passwordHash), row.createdAt],
    })),
  };
}

function accountsTable({ accounts }: Tables): Shown {
  return {
    name: 'accounts',
    holds: 'one row per provider account that a person signs in with; its tokens are encrypted',
    columns: [
      'id',
      'user_id',
      'provider',
      'provider_account_id',
      'access_token',
      'refresh_token',
      'expires_at',
    ],
    rows: accounts.map((row) => ({
      key: String(row.id),
      ownerId: row.userId,
      values: [
        row.id,
        row.userId,
        row.provider,
        shortened(row.providerAccountId, 16),
        secret(row.access_token),
        secret(row.refresh_token),
        row.expires_at === null ? null : new Date(row.expires_at * 1000),
      ],
    })),
  };
}

function sessionsTable({ sessions }: Tables): Shown {
  return {
    name: 'sessions',
    holds: 'one row per signed-in browser, with a hash of its token',
    columns: ['id', 'user_id', 'session_token', 'expires', 'created_at', 'ip_address', 'user_agent'],
    rows: sessions.map((row) => ({
      key: String(row.id),
      ownerId: row.userId,
      values: [
        row.id,
        row.userId,
        secret(row.sessionToken),
        row.expires,
        row.createdAt,
        row.ipAddress,
        row.userAgent,
      ],
    })),
  };
}

function tokensTable({ verificationTokens }: Tables): Shown {
  return {
    name: 'verification_tokens',
    holds: 'one row per address with a code, and per link, not used yet',
    columns: ['identifier', 'token', 'code', 'attempts', 'allowed', 'expires', 'created_at'],
    rows: verificationTokens.map((row) => ({
      key: shortened(row.token, 12),
      ownerId: null,
      values: [
        row.identifier,
        secret(row.token),
        secret(row.code),
        row.attempts,
        row.allowed,
        row.expires,
        row.createdAt,
      ],
    })),
  };
}

function passkeysTable({ authenticators }: Tables): Shown {
  return {
    name: 'authenticators',
    holds: 'one row per passkey',
    columns: ['id', 'user_id', 'credential_id', 'counter', 'credential_device_type', 'transports'],
    rows: authenticators.map((row) => ({
      key: String(row.id),
      ownerId: row.userId,
      values: [
        row.id,
        row.userId,
        shortened(row.credentialID, 16),
        row.counter,
        row.credentialDeviceType,
        row.transports,
      ],
    })),
  };
}

// Long enough for what a hash and an encrypted token begin with.
function secret(value: string | null): string | null {
  return value === null ? null : shortened(value, 10);
}

function table({ name, holds, columns, rows }: Shown, userId: string | undefined): Html {
  const size = rows.length > ROW_LIMIT ? `newest ${ROW_LIMIT}` : count(rows.length, 'row');
  return html`<section class="table" aria-labelledby="table-${name}">
    <h3 id="table-${name}"><code>${name}</code>
      <span class="count" data-row="${name}">${size}</span>
      <span class="quiet small">${holds}</span></h3>
    <div class="scroll" id="rows-${name}" tabindex="0" role="region" aria-labelledby="table-${name}"><table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.slice(0, ROW_LIMIT).map(
        ({ key, ownerId, values }) => html`<tr data-row="${name}/${key}"
          class="${ownerId !== null && ownerId === userId ? 'mine' : ''}">${values.map(cell)}</tr>`,
      )}</tbody>
    </table></div>
  </section>`;
}

function cell(value: Value): Html {
  if (value === null) return html`<td class="null">NULL</td>`;
  const text = value instanceof Date ? moment(value) : String(value);
  return html`<td title="${text}">${text}</td>`;
}
