import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type EdgeConditions, edgeConditions } from './conditions.ts';
import { withoutNode } from './without-node.ts';

/** Which runtimes a bundle is for, and its format. */
export interface BundleOptions {
  /** The runtimes to bundle for. @default 'workerd' */
  readonly conditions?: EdgeConditions;
  /** The format: `iife` for a runtime that takes scripts instead of modules. @default 'esm' */
  readonly format?: 'esm' | 'iife';
  /** Packages to use in place of others. @default {} */
  readonly alias?: Readonly<Record<string, string>>;
}

/**
 * Bundles an entry and everything it imports for a runtime without Node, and returns the text.
 *
 * Relative paths start at the working folder. This package's own name resolves to its sources. Rejects when anything
 * would be left to import, and says which file asks for which part of Node.
 */
export async function bundleForEdge(entry: URL | string, options: BundleOptions = {}): Promise<string> {
  const { conditions = 'workerd', format = 'esm', alias = {} } = options;
  const path = entry instanceof URL ? fileURLToPath(entry) : resolve(entry);
  const { outputFiles } = await build({
    ...edgeBuild(edgeConditions[conditions]),
    entryPoints: [path],
    format,
    alias,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/** Returns the esbuild options that every build for the edge shares; packages are resolved under the conditions. */
export function edgeBuild(conditions: readonly string[]): BuildOptions & { bundle: true } {
  return {
    bundle: true,
    platform: 'neutral',
    target: 'es2022',
    conditions: [...conditions],
    // A neutral platform reads no main field; this is the order of bundlers for the browser, and for the edge.
    mainFields: ['browser', 'module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    plugins: [withoutNode],
    legalComments: 'none',
    logLevel: 'silent',
  };
}
