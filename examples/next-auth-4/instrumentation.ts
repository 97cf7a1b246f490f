/**
 * Runs when the server starts, and has it refuse every request if the site has no address: with AUTH_TRUST_HOST, next-auth
 * would take it from a header, and a sign-in link leads there. Anybody can send one, except to Vercel.
 */
export function register(): void {
  const { NEXTAUTH_URL, VERCEL } = process.env;
  if (!NEXTAUTH_URL && !VERCEL)
    throw new Error('Expected NEXTAUTH_URL to be the address of the site, got none.');
}
