import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { edgeBuild } from '../../../dev/edge/bundle.ts';
import { edgeConditions } from '../../../dev/edge.ts';

/** Bundles the worker and everything it imports for workerd, without Node. */
export async function bundleWorker(): Promise<string> {
  const { plugins = [], ...edge } = edgeBuild(edgeConditions.workerd);
  const { outputFiles } = await build({
    ...edge,
    entryPoints: [fileURLToPath(new URL('../edge/worker.ts', import.meta.url))],
    plugins: [globalCrypto, ...plugins],
    format: 'esm',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

/**
 * A plugin that resolves the import of Node's `crypto`, which @simplewebauthn/server and bcryptjs only use where there is
 * no global one.
 */
const globalCrypto: Plugin = {
  name: 'global-crypto',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^crypto$/ }, ({ path }) => ({ path, namespace: 'global' }));
    const contents = 'export const webcrypto = crypto; export default { webcrypto };';
    onLoad({ filter: /.*/, namespace: 'global' }, () => ({ contents }));
  },
};
