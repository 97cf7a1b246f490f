import { type NextRequest, NextResponse } from 'next/server';

const COOKIES = ['authjs.session-token', '__Secure-authjs.session-token'];

// Looks only for the cookie, since the page reads the session: a proxy that read it too would make that two reads per
// page view. Nothing rests on this check, which turns most strangers away before anything is rendered.
export function proxy(request: NextRequest) {
  const callbackUrl = request.nextUrl.pathname + request.nextUrl.search;
  if (!COOKIES.some((name) => request.cookies.has(name))) {
    const query = new URLSearchParams({ callbackUrl });
    return NextResponse.redirect(new URL(`/api/auth/signin?${query}`, request.url));
  }
  const headers = new Headers(request.headers);
  headers.set('x-callback-url', callbackUrl);
  return NextResponse.next({ request: { headers } });
}

// Not for prefetches: one of the sign-in page would replace cookies that Auth.js has set on the page that is open.
export const config = {
  matcher: [
    {
      source: '/:part(private|account)/:path*',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
