import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { codeInDocs } from '../packed/code-in-docs.ts';

/** Changes the one import by which the example for Next.js gets its adapter from another file. */
export async function onPlanetScale(folder: URL): Promise<void> {
  const file = new URL('auth.ts', folder);
  const parts = (await readFile(file, 'utf8')).split("\nimport { adapter } from './adapter-mysql2';\n");
  if (parts.length !== 2) throw new Error('Expected auth.ts to import its adapter in one line.');
  await writeFile(file, parts.join("\nimport { adapter } from './adapter-planetscale';\n"));
}

/** Adds a page that reads the session without connection(), and one that links to it. */
export async function addEagerPages(folder: URL): Promise<void> {
  for (const [name, text] of Object.entries({ eager: EAGER, link: LINK })) {
    await mkdir(new URL(`app/${name}/`, folder));
    await writeFile(new URL(`app/${name}/page.tsx`, folder), text);
  }
}

/** Adds the declaration of a column from the docs, and a page that needs it to compile. */
export async function addRole(folder: URL): Promise<void> {
  const [declaration = ''] = await codeInDocs('nextjs.md', 'next-auth-5');
  await writeFile(new URL('next-auth.d.ts', folder), declaration);
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
