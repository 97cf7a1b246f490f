// What the docs' code takes from Next.js, which is too large to be installed for its types alone.
declare module 'next-auth' {
  import type { AuthConfig, Session } from '@auth/core';

  interface NextAuthRequest extends Request {
    readonly auth: Session | null;
    readonly nextUrl: URL;
  }
  type Handler = (request: NextAuthRequest) => Response | undefined | Promise<Response | undefined>;
  type RouteHandler = (request: Request) => Promise<Response>;
  type Config = Omit<AuthConfig, 'raw'>;

  interface NextAuthResult {
    readonly handlers: { readonly GET: RouteHandler; readonly POST: RouteHandler };
    readonly auth: { (): Promise<Session | null>; (handler: Handler): RouteHandler };
    readonly signIn: (provider?: string) => Promise<void>;
    readonly signOut: () => Promise<void>;
  }
  export default function NextAuth(config: Config): NextAuthResult;
}

declare module 'next-auth/providers/github' {
  export { default } from '@auth/core/providers/github';
}

declare module 'next/server' {
  export interface NextRequest extends Request {
    readonly cookies: { has(name: string): boolean };
  }
  export const NextResponse: { next(): Response; redirect(url: URL): Response };
}
