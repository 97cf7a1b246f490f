import { buildPackage } from '../package/build-package.ts';

/** The command as it is published, in a folder of its own within the project, so that it finds its packages. */
export interface BuiltCommand {
  /** What Node runs. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Builds the command as `npm run build` does, beside a copy of the package's `package.json`. */
export async function buildCommand(): Promise<BuiltCommand> {
  const { folder, remove } = await buildPackage();
  return { file: `${folder}/dist/command.js`, remove };
}
