import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import type { Metafile, PartialMessage, Plugin } from 'esbuild';

/**
 * A plugin that fails a build which would leave anything to import, and says which file asks for what.
 *
 * esbuild by itself lets a `require` inside `try` pass.
 */
export const withoutNode: Plugin = {
  name: 'without-node',
  setup({ initialOptions, onResolve, onEnd }) {
    initialOptions.metafile = true;
    onResolve({ filter: /.*/ }, ({ path, importer }) =>
      isBuiltin(path) ? { errors: [refusal(path, relative(process.cwd(), importer))] } : undefined,
    );
    onEnd(({ metafile }) => ({ errors: metafile ? leftOver(metafile) : [] }));
  },
};

function leftOver({ inputs }: Metafile): PartialMessage[] {
  return Object.entries(inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ external }) => external).map(({ path }) => refusal(path, file)),
  );
}

function refusal(path: string, file: string): PartialMessage {
  return {
    text: `Expected nothing left to import at the edge, got "${path}" in ${file}; import something portable there, or resolve the package under the condition "browser".`,
  };
}
