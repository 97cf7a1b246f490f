import { readFile } from 'node:fs/promises';
import { parseCall } from './call.ts';
import type { Definition, Values } from './commands.ts';
import { explain } from './explain.ts';
import { CommandFailure, wrongUsage } from './failure.ts';
import { helpFor } from './help.ts';
import { hold } from './hold.ts';
import { packageFile } from './package-file.ts';
import { run } from './run.ts';
import { EXIT, type Terminal } from './work.ts';

/** Runs the command that the arguments name, and returns the exit code of the process. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { name, command, values } = parseCall(args);
    if (values.help) return print(terminal, helpFor(name, command));
    if (values.version) return print(terminal, `${await version()}\n`);
    if (!command) throw wrongUsage(`Expected a command.\n\n${helpFor().trimEnd()}`);
    return await (values.quiet ? runQuietly : runAloud)(command, values, terminal);
  } catch (error) {
    return fail(error, terminal);
  }
}

/** Runs a command, and reports a failure in the form that was asked for. */
async function runAloud(command: Definition, values: Values, terminal: Terminal): Promise<number> {
  try {
    return await run(command, values, terminal);
  } catch (error) {
    const doneBefore = error instanceof CommandFailure ? error.doneBefore : undefined;
    const isJson = values.json === true;
    if (isJson) {
      const { code, message } = explain(error);
      const json = { ...doneBefore?.json, error: { ...(code && { code }), message } };
      terminal.stdout.write(`${JSON.stringify(json, undefined, 2)}\n`);
    } else if (doneBefore) terminal.stdout.write(`${doneBefore.text}\n`);
    return fail(error, terminal);
  }
}

/** Runs a command, and prints what it has to say only if something is wrong. */
async function runQuietly(command: Definition, values: Values, terminal: Terminal): Promise<number> {
  const stdout = hold(terminal.stdout);
  const code = await runAloud(command, values, { env: terminal.env, stderr: terminal.stderr, stdout });
  if (code !== EXIT.ok) stdout.release();
  return code;
}

function print(terminal: Terminal, text: string): number {
  terminal.stdout.write(text);
  return EXIT.ok;
}

function fail(error: unknown, terminal: Terminal): number {
  terminal.stderr.write(`authjs-drizzle-mysql: ${explain(error).message}\n`);
  return error instanceof CommandFailure ? error.exitCode : EXIT.problem;
}

async function version(): Promise<string> {
  const text = await readFile(packageFile('package.json'), 'utf8');
  return JSON.parse(text).version;
}
