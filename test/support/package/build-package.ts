import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import config from '../../../rolldown.config.ts';

const root = new URL('../../../', import.meta.url);

/** The JavaScript of the package as it is published, within the project, so that it finds its packages. */
export interface BuiltPackage {
  /** The folder of `package.json` and `dist`. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the JavaScript of the package as `npm run build` does, in a folder of its own. */
export async function buildPackage(): Promise<BuiltPackage> {
  await mkdir(new URL('.tmp/', root), { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('.tmp/package-', root)));
  const bundle = await rolldown({ ...config, cwd: fileURLToPath(root) });
  await bundle.write({ ...config.output, dir: `${folder}/dist` });
  await bundle.close();
  await copyFile(new URL('package.json', root), `${folder}/package.json`);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
