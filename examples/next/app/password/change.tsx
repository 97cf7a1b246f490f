import type { CurrentUser } from 'authjs-drizzle-mysql/account';
import { changePassword } from './actions';
import { NewPassword } from './new-password';

/** The part of the account page that sets a password. */
export function ChangePassword({ me, isSet }: { me: CurrentUser; isSet: boolean }) {
  if (!me.session.isFresh) return;
  return (
    <details>
      <summary>{isSet ? 'Change password' : 'Set a password'}</summary>
      <form className="stack" action={changePassword}>
        <NewPassword email={me.user.email} />
        <button type="submit">Save and sign out all other devices</button>
      </form>
    </details>
  );
}
