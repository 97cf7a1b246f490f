/** Sends a form as a page at `origin` does, and follows no redirect. */
export function postForm(
  address: string,
  { origin, cookie = '', fields = {} }: { origin: string; cookie?: string; fields?: Record<string, string> },
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(address, { method: 'POST', headers: { origin, cookie }, body, redirect: 'manual' });
}

/** Begins to sign in through the provider, and returns the address that the site sends the browser to. */
export async function beginAtDemoId(site: string): Promise<URL> {
  const answer = await fetch(`${site}/auth/csrf`);
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  const cookie = answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const begun = await postForm(`${site}/auth/signin/demo-id`, {
    origin: site,
    cookie,
    fields: { csrfToken },
  });
  return new URL(begun.headers.get('location') ?? '');
}
