import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { codeInDocs } from '../packed/code-in-docs.ts';

/** Changes the one import by which the example for Next.js gets its adapter from another file. */
export async function onPlanetScale(folder: URL): Promise<void> {
  const file = new URL('auth.ts', folder);
  const parts = (await readFile(file, 'utf8')).split(" from './adapter-mysql2';\n");
  if (parts.length !== 2) throw new Error('Expected auth.ts to import its adapter in one line.');
  await writeFile(file, parts.join(" from './adapter-planetscale';\n"));
}

/** Adds a page that reads the session without connection(), and one that links to it. */
export async function addEagerPages(folder: URL): Promise<void> {
  for (const [name, text] of Object.entries({ eager: EAGER, link: LINK })) {
    await mkdir(new URL(`app/${name}/`, folder));
    await writeFile(new URL(`app/${name}/page.tsx`, folder), text);
  }
}

/** Adds the declaration of a column from the docs, as they say for `next-auth` 5, and a page that needs it to compile. */
export async function addRole(folder: URL): Promise<void> {
  const blocks = await codeInDocs('recipes.md');
  const declaration = blocks.find((code) => code.startsWith("declare module '@auth/core/types'")) ?? '';
  await writeFile(new URL('next-auth.d.ts', folder), declaration.replace('@auth/core/types', 'next-auth'));
  await mkdir(new URL('app/role/', folder));
  await writeFile(new URL('app/role/page.tsx', folder), ROLE);
}

const EAGER = `import { Suspense } from 'react';
import { auth } from '@/auth';

export default function Page() {
  return <Suspense><Visitor /></Suspense>;
}

async function Visitor() {
  const session = await auth();
  return <p>{\`Hello, \${session?.user?.email}\`}</p>;
}
`;

const LINK = `import Link from 'next/link';

export default function Page() {
  return <Link href="/eager">A page that does not wait for a visit</Link>;
}
`;

const ROLE = `import { Suspense } from 'react';
import { readSession, requireUser } from '@/session';

export default function Page() {
  return <Suspense><Role /></Suspense>;
}

async function Role() {
  const role: string | undefined = (await readSession())?.user?.role;
  return <p>{role ?? (await requireUser()).role}</p>;
}
`;

/**
 * Adds a route that uses the adapter in every way, and to each module on its way a number that tells its text; and a
 * page that has an adapter from the route, which is in another bundle with an evaluation of the package of its own.
 */
export async function addProbe(folder: URL): Promise<void> {
  for (const path of ['auth.ts', 'adapter-mysql2.ts', 'db.ts']) {
    const file = new URL(path, folder);
    await writeFile(file, `${await readFile(file, 'utf8')}\nexport const revision = 0;\n`);
  }
  for (const [path, text] of [
    ['app/probe/route.ts', PROBE],
    ['app/kept/page.tsx', KEPT],
  ] as const) {
    await mkdir(new URL('./', new URL(path, folder)));
    await writeFile(new URL(path, folder), text);
  }
}

const PROBE = `import { MySqlAdapter } from 'authjs-drizzle-mysql';
import { currentUser } from 'authjs-drizzle-mysql/account';
import { signInForTest } from 'authjs-drizzle-mysql/testing';
import { providerTokens } from 'authjs-drizzle-mysql/tokens';
import { revision as adapterRevision } from '@/adapter-mysql2';
import { options } from '@/adapter-options';
import { adapter, revision as auth } from '@/auth';
import { db, revision as dbRevision } from '@/db';

const revision = 0;

// Made by the first evaluation of this module, and of the package, for all later ones.
const kept = (globalThis.keptAdapter ??= MySqlAdapter(db, options));

export async function GET(request) {
  return Response.json({
    revisions: { auth, adapter: adapterRevision, db: dbRevision, probe: revision },
    found: {
      isFunction: typeof adapter === 'function',
      given: await find(adapter, request),
      kept: await find(kept, request),
    },
  });
}

async function find(adapter, request) {
  const provider = { provider: 'oidc', providerAccountId: crypto.randomUUID() };
  const ada = await signInForTest(adapter, { baseUrl: new URL(request.url).origin });
  const me = await currentUser(adapter, { headers: new Headers(ada.headers) });
  await kept.linkAccount({ ...provider, userId: ada.user.id, type: 'oidc', access_token: 'at-the-provider' });
  const token = await providerTokens(adapter).getAccessToken({ userId: ada.user.id, provider: 'oidc' });
  await ada.cleanUp();
  return { isThere: me?.user.id === ada.user.id, accessToken: token?.accessToken };
}
`;

const KEPT = `import { currentUser } from 'authjs-drizzle-mysql/account';
import { headers } from 'next/headers';
import { Suspense } from 'react';

export default function Page() {
  return <Suspense><Person /></Suspense>;
}

async function Person() {
  const me = await currentUser(globalThis.keptAdapter, { headers: await headers() });
  return <p>{\`Found \${me?.user.email}\`}</p>;
}
`;

/** The configuration of the example as a function, as next-auth 5 takes it, and the adapter too. */
export const LAZY = `import NextAuth from 'next-auth';
import { adapter as made, db } from './adapter-mysql2';

export { db };

export const revision = 1;

export const adapter = async () => made;

export const { handlers, auth, signIn, signOut } = NextAuth(async () => ({
  adapter: await adapter(),
  providers: [{ id: 'oidc', name: 'Local ID', type: 'oidc' }],
}));
`;
