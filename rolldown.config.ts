import type { RolldownOptions } from 'rolldown';
import manifest from './package.json' with { type: 'json' };

/** The entries by the names of their files in `dist`: those of `package.json`, and the command. */
const entries = [...Object.values(manifest.exports), { default: `./${manifest.bin['authjs-drizzle-mysql']}` }]
  .filter((entry) => typeof entry === 'object')
  .map((entry) => entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1'));

/**
 * How the JavaScript of the package is built: a file for each entry, and few files that entries share.
 *
 * Node takes about 0.5 ms to find, read and link a file, so that the adapter in one file for each source file took
 * longer to import than Drizzle. Nothing is there twice: a second copy of the error class, say, would be another class.
 * Declarations stay a file for each source file; `tsc` writes those.
 */
export default {
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  external: /^[^./]/, // packages, and what is Node's own
  platform: 'neutral',
  treeshake: false,
  preserveEntrySignatures: 'strict', // an entry exports what its source exports, and nothing for other files
  transform: { target: 'es2022' },
  output: {
    dir: 'dist',
    format: 'esm',
    sourcemap: true,
    minify: false, // by default it drops calls whose result is unused, such as one that throws for wrong text
    chunkFileNames: 'shared/[name].js',
    minifyInternalExports: false,
    codeSplitting: {
      // A group takes along what its files import, unless a group above it has that.
      groups: [
        // What every entry needs, and all that passwords need: neither Drizzle nor the adapter.
        { name: 'arguments', test: /\/src\/adapter\/(arguments|parts)\.ts$/, priority: 3 },
        // The tables alone are imported by drizzle-kit, and by pages that only select.
        {
          name: 'tables',
          test: /\/src\/schema\/(users|accounts|sessions|verification-tokens)\.ts$/,
          priority: 2,
        },
        { name: 'adapter', test: /\/src\/(adapter|database)\//, priority: 1 },
      ],
    },
  },
} satisfies RolldownOptions;
