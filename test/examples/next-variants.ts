import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type MySqlProxy, startMySqlProxy } from '../../dev/mysql-proxy.ts';
import type { RunningExample, RunOptions } from './run-example.ts';

/** A driver that the example for Next.js runs on. */
export interface Variant {
  readonly driver: string;
  /** Whether its statements go through `fetch`, which Next.js watches. */
  readonly isSentByFetch: boolean;
  /** Starts what the driver needs to be watched, in front of a server. */
  watch(serverUrl: string): Promise<Watched>;
}

/** How to run the example on a driver, and what it has sent to the database since it was last asked. */
interface Watched {
  readonly options: RunOptions;
  newStatements(example: RunningExample): string[];
  stop(): Promise<void>;
}

/** The drivers between which one import decides. */
export const variants: readonly Variant[] = [
  {
    driver: 'a mysql2 pool',
    isSentByFetch: false,
    async watch(serverUrl) {
      const proxy: MySqlProxy = await startMySqlProxy(serverUrl);
      return {
        options: { serverUrl: proxy.url, change: addEagerPages },
        newStatements: () => taken(proxy),
        stop: () => proxy.close(),
      };
    },
  },
  {
    driver: 'PlanetScale’s HTTP driver',
    isSentByFetch: true,
    watch: async () => ({
      options: onPlanetScale({ change: addEagerPages }),
      newStatements: ({ planetscale }) => taken(planetscale),
      stop: async () => {},
    }),
  },
];

/** Returns how to run the example on PlanetScale's driver: with one import changed, and without the other URL. */
export const onPlanetScale = ({ change }: RunOptions = {}): RunOptions => ({
  env: { DATABASE_URL: '' },
  async change(folder) {
    const file = new URL('auth.ts', folder);
    const text = await readFile(file, 'utf8');
    const parts = text.split("import { adapter } from './adapter-mysql2';\n");
    if (parts.length !== 2) throw new Error('Expected auth.ts to import its adapter in one line.');
    await writeFile(file, parts.join("import { adapter } from './adapter-planetscale';\n"));
    await change?.(folder);
  },
});

/** Adds a page that reads the session without connection(), and a page that links to it. */
async function addEagerPages(folder: URL): Promise<void> {
  await writePage('eager', EAGER);
  await writePage('link', LINK);

  async function writePage(name: string, text: string) {
    await mkdir(new URL(`app/${name}/`, folder));
    await writeFile(new URL(`app/${name}/page.tsx`, folder), text);
  }
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
  return <Link href="/eager">A page that does not wait for a visitor</Link>;
}
`;

function taken(source: { readonly statements: readonly string[]; clear(): void }): string[] {
  const statements = [...source.statements];
  source.clear();
  return statements;
}
