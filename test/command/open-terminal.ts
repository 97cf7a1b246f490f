import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import type { StartOptions } from '../support/command/start-command.ts';
import { screenOf } from './screen-of.ts';

const execute = promisify(execFile);

/** What Ctrl-C sends. */
export const CTRL_C = '\x03';

/** A terminal in which the command runs. */
export interface Terminal {
  /** Types keys into it. */
  type(keys: string): void;
  resize(columns: number): Promise<void>;
  /** Everything that was written to it so far. */
  written(): string;
  /** Waits until something has been written to it, after so many characters. */
  untilWritten(text: RegExp, from?: number): Promise<void>;
  /** Returns the exit code, and the lines that the terminal shows at the end. */
  ended(): Promise<{ readonly code: number; readonly screen: readonly string[] }>;
}

/** Runs the command in a pseudo-terminal of so many columns, by `script` of util-linux. */
export async function openTerminal(
  columns: number,
  file: string,
  args: readonly string[],
  { env }: StartOptions = {},
): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const name = join(folder, 'name');
  const line = ['exec', process.execPath, file, ...args].map((word) =>
    word === 'exec' ? word : `'${word}'`,
  );
  const shell = `stty cols ${columns} rows 24; tty > '${name}'; ${line.join(' ')}`;
  const child = spawn('script', ['-qefc', shell, '/dev/null'], {
    env: { PATH: process.env.PATH, SHELL: '/bin/sh', TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    written += text;
  });
  const closed = once(child, 'close');
  return {
    type: (keys) => void child.stdin.write(keys),
    async resize(columns) {
      const terminal = (await readFile(name, 'utf8')).trim();
      await execute('stty', ['-F', terminal, 'cols', String(columns)]);
    },
    written: () => written,
    async untilWritten(text, from = 0) {
      while (!text.test(written.slice(from))) {
        if (child.exitCode !== null) throw new Error(`Expected ${text} in the terminal, got ${written}`);
        await setTimeout(50);
      }
    },
    async ended() {
      const [code] = await closed;
      return { code, screen: screenOf(written) };
    },
  };
}
