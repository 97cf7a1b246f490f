import { addressFrom } from '../address.ts';
import { codePath } from '../email-code.ts';
import { passwordPath } from '../password-sign-in.ts';

/**
 * Returns where to go after a request to Auth.js, if that is not where it says.
 *
 * Auth.js has one page for all errors, and forgets the address between its pages: a wrong code or password belongs on
 * the page that asked for it, and a new code on one that knows whose it is.
 */
export async function pageAfter(asked: Request, answer: Response): Promise<string | undefined> {
  const { pathname } = new URL(asked.url);
  const location = answer.headers.get('location');
  if (location === null || !/^\/auth\/(signin|callback)\/(email|password)$/.test(pathname)) return undefined;
  const email = await emailOf(asked);
  return email === undefined ? undefined : pageFor(pathname, email, new URL(location, asked.url));
}

function pageFor(asked: string, email: string, { pathname, searchParams }: URL): string | undefined {
  const error = searchParams.get('error') ?? '';
  if (asked === '/auth/signin/email') {
    if (pathname === '/auth/verify-request') return codePath({ email });
    return pathname === '/code' ? codePath({ email, error }) : undefined;
  }
  if (error === 'Verification') return codePath({ email, error });
  return error === 'CredentialsSignin' ? passwordPath({ email, error }) : undefined;
}

async function emailOf(asked: Request): Promise<string | undefined> {
  const isForm = asked.method === 'POST';
  // A form of another kind than the site's has no address.
  const fields = isForm ? await asked.formData().catch(() => undefined) : new URL(asked.url).searchParams;
  return addressFrom(String(fields?.get('email') ?? ''));
}
