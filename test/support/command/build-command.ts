import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../../dev/mysql/run-command.ts';

const root = new URL('../../../', import.meta.url);

/** The command as it is published, in a folder of its own within the project, so that it finds its packages. */
export interface BuiltCommand {
  /** What Node runs. */
  readonly file: string;
  remove(): Promise<void>;
}

/** Compiles the package as `npm run build` does, beside a copy of its `package.json`. */
export async function buildCommand(): Promise<BuiltCommand> {
  const cwd = fileURLToPath(root);
  await mkdir(new URL('.tmp/', root), { recursive: true });
  const folder = await mkdtemp(fileURLToPath(new URL('.tmp/command-', root)));
  const outDir = `${folder}/dist`;
  for (const config of ['tsconfig.build.json', 'tsconfig.command.json'])
    await runCommand('npx', ['tsc', '-p', config, '--outDir', outDir], { cwd });
  await copyFile(new URL('package.json', root), `${folder}/package.json`);
  return { file: `${outDir}/command.js`, remove: () => rm(folder, { recursive: true, force: true }) };
}
