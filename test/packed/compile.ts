import { fileURLToPath } from 'node:url';
import { runCommand } from '../../dev/mysql/run-command.ts';
import type { Compiler } from './compilers.ts';

/**
 * Compiles what a folder's `tsconfig.json` names, and returns what the compiler says of it and of the package; other
 * packages have errors of their own.
 */
export async function compile(
  folder: URL,
  { program, options }: Compiler,
  config = 'tsconfig.json',
): Promise<string[]> {
  const cwd = fileURLToPath(folder);
  const args = [fileURLToPath(program), '-p', config, ...options];
  const said = await runCommand(process.execPath, args, { cwd }).catch((failure) => {
    // A compiler that fails and prints nothing has failed in another way.
    if (!failure.cause.stdout) throw failure;
    return failure.cause.stdout as string;
  });
  return said
    .trim()
    .split(/\n(?=\S)/)
    .filter((error) => error && !isOfOthers(error));
}

const isOfOthers = (error: string) =>
  /^\S*node_modules\//.test(error) && !error.includes('node_modules/authjs-drizzle-mysql/');
