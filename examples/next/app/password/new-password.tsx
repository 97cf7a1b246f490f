import { MIN_LENGTH } from '@/passwords';

/** The fields for a new password. The address is there for the password manager of the browser. */
export function NewPassword({ email, error }: { email: string; error?: string | undefined }) {
  return (
    <>
      <input hidden name="email" type="email" value={email} readOnly autoComplete="username" />
      <label>
        New password
        <input
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={MIN_LENGTH}
          required
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error}
        />
        <small>{`At least ${MIN_LENGTH} characters. Four words are easy to remember.`}</small>
      </label>
    </>
  );
}
