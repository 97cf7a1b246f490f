import { type NextRequest, NextResponse } from 'next/server';

// Looks for the cookie alone, which costs no read: the page reads the session, and a proxy that read it too would make
// that two per view. Nothing rests on this check. It turns most strangers away before anything is rendered.
export function proxy(request: NextRequest) {
  const names = ['authjs.session-token', '__Secure-authjs.session-token'];
  if (names.some((name) => request.cookies.has(name))) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  const signIn = new URL('/api/auth/signin', request.url);
  signIn.searchParams.set('callbackUrl', pathname + search);
  return NextResponse.redirect(signIn);
}

export const config = { matcher: '/private/:path*' };
