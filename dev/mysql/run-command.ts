import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The working folder, environment and time limit of a command. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** @default 300_000 */
  readonly timeout?: number;
}

/** Runs a program and returns its standard output; when it fails, the error holds the last lines of its output. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const limits = { timeout: 300_000, maxBuffer: 64 * 1024 * 1024, ...options };
  try {
    return (await execute(command, [...args], limits)).stdout;
  } catch (error) {
    throw new Error(`${command} failed: ${lastWords(error)}`, { cause: error });
  }
}

function lastWords(error: unknown): string {
  const { stderr, killed, message } = error as Error & { stderr?: string; killed?: boolean };
  if (killed) return 'it took too long and was stopped';
  return (stderr?.trim() || message).split('\n').slice(-3).join(' ');
}
