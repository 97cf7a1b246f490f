import { install } from './install.ts';

/** A compiler with a module resolution: Node's, or that of bundlers such as Next.js's. */
export interface Compiler {
  readonly name: string;
  readonly program: URL;
  readonly options: readonly string[];
  /** Whether it is slow on the declarations of large packages. */
  readonly isSlow: boolean;
}

const older = new URL('typescript-5.9/', import.meta.url);
const own = new URL('../../', import.meta.url);
const programs = { 'TypeScript 5.9': older, 'TypeScript 7': own };
const resolutions = {
  nodenext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  bundler: ['--module', 'preserve', '--moduleResolution', 'bundler'],
};

/** The compilers that users have, with each module resolution. */
export const compilers: readonly Compiler[] = Object.entries(programs).flatMap(([program, folder]) =>
  Object.entries(resolutions).map(([resolution, options]) => ({
    name: `${program}, ${resolution}`,
    program: new URL('node_modules/typescript/bin/tsc', folder),
    options,
    isSlow: folder === older,
  })),
);

/** The compiler of this project. */
export const ownCompiler: Compiler = {
  name: 'TypeScript 7',
  program: new URL('node_modules/typescript/bin/tsc', own),
  options: [],
  isSlow: false,
};

/** Installs the compiler that is not among the packages of this project. */
export const installCompilers = () => install(older);
