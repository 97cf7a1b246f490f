/** Sends a form as a page at `origin` would, without following redirects. */
export function postForm(
  address: string,
  { origin, cookie = '', fields = {} }: { origin: string; cookie?: string; fields?: Record<string, string> },
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(address, { method: 'POST', headers: { origin, cookie }, body, redirect: 'manual' });
}

/** A visitor without scripts, who keeps the site's cookies, sends its forms, and follows no redirect. */
export class FormVisitor {
  readonly #site: string;
  readonly #cookies = new Map<string, string>();

  constructor(site: string) {
    this.#site = site;
  }

  /** Keeps a cookie, as if the site had set it. */
  keepCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** Opens an address below the site's. */
  async get(path: string): Promise<Response> {
    const headers = { cookie: this.#cookie() };
    return this.#keepCookies(await fetch(this.#site + path, { headers, redirect: 'manual' }));
  }

  /** Sends a form, with the token that Auth.js wants in its forms. */
  async post(path: string, fields: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = (await (await this.get('/auth/csrf')).json()) as { csrfToken: string };
    const form = { origin: this.#site, cookie: this.#cookie(), fields: { ...fields, csrfToken } };
    return this.#keepCookies(await postForm(this.#site + path, form));
  }

  #cookie(): string {
    return [...this.#cookies].map((pair) => pair.join('=')).join('; ');
  }

  #keepCookies(answer: Response): Response {
    for (const [name = '', value = ''] of answer.headers.getSetCookie().map((text) => text.split(/[=;]/))) {
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** Starts to sign in through the provider, and returns the address that the site redirects to. */
export async function beginAtDemoId(site: string): Promise<URL> {
  const begun = await new FormVisitor(site).post('/auth/signin/demo-id');
  return new URL(begun.headers.get('location') ?? '');
}
