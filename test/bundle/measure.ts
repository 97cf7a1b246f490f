import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { edgeBuild } from '../../dev/edge/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The bundle of a site. */
export interface Bundle {
  /** The size in bytes, minified and compressed as it is sent. */
  readonly gzipBytes: number;
  /** The files it is made of, with the minified bytes that each one adds. */
  readonly files: ReadonlyMap<string, number>;
}

/** Bundles one of the entries like a site for the edge, under a bundler's conditions. */
export async function measure(entry: string, conditions: readonly string[]): Promise<Bundle> {
  const path = fileURLToPath(new URL(`./entries/${entry}.ts`, import.meta.url));
  const { outputFiles, metafile } = await build({
    ...edgeBuild(conditions),
    // What runs on Node with mysql2 finds it there.
    ...(entry.startsWith('mysql2') && { platform: 'node', plugins: [], external: ['mysql2', 'mysql2/*'] }),
    absWorkingDir: ROOT, // the start of the files' names
    entryPoints: [path],
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    gzipBytes: outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0),
    files: new Map(files.map(([file, { bytesInOutput }]) => [file, bytesInOutput])),
  };
}
