import { Auth, type AuthConfig } from '@auth/core';

/** A person with a browser, which keeps cookies and follows no redirect by itself. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Response>;
  post(path: string, form?: Record<string, string>): Promise<Response>;
}

/** What a visitor has of their own, and how their requests are served. */
interface VisitorOptions extends Partial<Visitor> {
  /** What the browser sends with each request. @default nothing */
  readonly headers?: Readonly<Record<string, string>>;
  /** Runs Auth.js for a request, as an application does that keeps the request at hand. @default at once */
  readonly serve?: (request: Request, auth: () => Promise<Response>) => Promise<Response>;
}

/** Makes a visitor of an application that Auth.js serves, without a server; or the same browser at another one. */
export function newVisitor(
  config: AuthConfig,
  { cookies = new Map(), headers = {}, serve = (_request, auth) => auth() }: VisitorOptions = {},
): Visitor {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new Request(new URL(path, 'http://app.test'), {
      ...init,
      headers: { ...headers, cookie },
    });
    const response = await serve(request, () => Auth(request, config));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value && !/max-age=0/i.test(line)) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  }
  return {
    cookies,
    get: (path) => send(path, {}),
    post: (path, form = {}) => send(path, { method: 'POST', body: new URLSearchParams(form) }),
  };
}

/** Returns the e-mail address of the visitor, or undefined if they are not signed in. */
export async function signedInAs(visitor: Visitor): Promise<string | undefined> {
  const session = await (await visitor.get('/auth/session')).json();
  return session?.user?.email;
}
