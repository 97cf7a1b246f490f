declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the folder that the projects are installed in. */
    consumers: string;
    /** The path of the package as it would be published. */
    tarball: string;
  }
}

/** The projects that use the package. */
export const names = [
  'next-auth-5',
  'next-auth-4',
  'drizzle-kit-0.31',
  'drizzle-kit-1.0',
  'mysql2-alone',
  'no-driver',
] as const;

/** The name of a project that uses the package. */
export type Name = (typeof names)[number];
