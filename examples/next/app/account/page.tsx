import type { CurrentUser } from 'authjs-drizzle-mysql/account';
import { Suspense } from 'react';
import { requireAccount } from '@/account';
import { ChangePassword } from '@/app/password/change';
import { db } from '@/auth';
import { hasPassword } from '@/passwords';
import { deleteAccount, revokeOtherSessions, revokeSession, signInAgain, unlinkAccount } from './actions';
import { deviceName } from './device-name';

/** What happened after an action that was refused, by the code of the error. */
const REFUSALS = new Map([
  ['LAST_SIGN_IN_METHOD', 'Nothing was unlinked: without it, you could not sign in again.'],
  ['SESSION_NOT_FRESH', 'Nothing was changed: you signed in more than a day ago.'],
  ['PASSWORD_TOO_SHORT', 'Nothing was changed: this password is too short.'],
]);

export default function AccountPage({ searchParams }: PageProps<'/account'>) {
  return (
    <Suspense fallback={<p>…</p>}>
      <Account searchParams={searchParams} />
    </Suspense>
  );
}

async function Account({ searchParams }: Pick<PageProps<'/account'>, 'searchParams'>) {
  const me = await requireAccount();
  const { refused, changed } = await searchParams;
  const refusal = REFUSALS.get(String(refused));
  const withPassword = await hasPassword(db, me.user.id);
  return (
    <>
      <p>{`Account of ${me.user.email}`}</p>
      {refusal && <p role="alert">{refusal}</p>}
      {changed !== undefined && <p role="status">Your password is set. All other devices are signed out.</p>}
      <Devices me={me} />
      <SignInMethods me={me} withPassword={withPassword} />
      <ChangePassword me={me} isSet={withPassword} />
      <Deletion me={me} />
    </>
  );
}

async function Devices({ me }: { me: CurrentUser }) {
  const sessions = await me.listSessions();
  return (
    <section>
      <h2>Devices</h2>
      <ul>
        {sessions.map(({ id, isCurrent, userAgent, ipAddress, createdAt, updatedAt }) => (
          <li key={id}>
            <div>
              {deviceName(userAgent)}
              <small>{`Signed in ${day(createdAt)}`}</small>
              <small>{`Last seen ${day(updatedAt)}`}</small>
              {ipAddress && <small>{`Network ${ipAddress}`}</small>}
            </div>
            {isCurrent ? (
              <small>This device</small>
            ) : (
              <form action={revokeSession}>
                <input type="hidden" name="id" value={id} />
                <button type="submit">Sign out</button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={revokeOtherSessions}>
          <button type="submit">Sign out all other devices</button>
        </form>
      )}
    </section>
  );
}

async function SignInMethods({ me, withPassword }: { me: CurrentUser; withPassword: boolean }) {
  const accounts = await me.listAccounts();
  const hasOthers = accounts.length > 1 || me.user.emailVerified !== null || withPassword;
  return (
    <section>
      <h2>Ways to sign in</h2>
      <ul>
        <li>
          <div>
            Code in an email
            <small>{me.user.emailVerified ? `To ${me.user.email}` : 'Not used yet'}</small>
          </div>
        </li>
        {withPassword && (
          <li>
            <div>
              Password
              <small>{`With ${me.user.email}`}</small>
            </div>
          </li>
        )}
        {accounts.map(({ provider, providerAccountId }) => (
          <li key={`${provider} ${providerAccountId}`}>
            <div>
              {provider}
              <small>{providerAccountId}</small>
              {!hasOthers && <small>Your only way to sign in</small>}
            </div>
            {hasOthers && me.session.isFresh && (
              <form action={unlinkAccount}>
                <input type="hidden" name="provider" value={provider} />
                <input type="hidden" name="providerAccountId" value={providerAccountId} />
                <button type="submit">Unlink</button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Deletion({ me }: { me: CurrentUser }) {
  if (!me.session.isFresh)
    return (
      <section>
        <p>
          To set a password, unlink an account or delete yours, you need to have signed in within the last
          day.
        </p>
        <form action={signInAgain}>
          <button type="submit">Sign out to sign in again</button>
        </form>
      </section>
    );
  return (
    <details>
      <summary>Delete account</summary>
      <p>You are signed out everywhere, and all that is stored about you is deleted for good.</p>
      <form action={deleteAccount}>
        <button type="submit">Delete my account</button>
      </form>
    </details>
  );
}

const day = (date: Date | null) => date?.toLocaleDateString('en', { dateStyle: 'medium', timeZone: 'UTC' });
