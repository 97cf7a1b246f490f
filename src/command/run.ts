import type { Definition, Prepared, Values } from './commands.ts';
import { requireDatabaseUrl } from './database-url.ts';
import { hideProgress, type Progress, showProgress } from './progress.ts';
import { stopOnSignals } from './stopping.ts';
import { EXIT, type Terminal } from './work.ts';

const STOPPING = 'Stopping once the batch that is under way is done; Ctrl-C again ends at once.';

/** Connects, runs a command, and returns what the process ends with. */
export async function run(command: Definition, values: Values, terminal: Terminal): Promise<number> {
  const url = requireDatabaseUrl(terminal.env);
  const progress = progressOn(terminal, values);
  let isWriting = false;
  const stopping = stopOnSignals({
    finishesFirst: () => isWriting,
    onStop: () => progress.say(STOPPING),
    onEnd: () => progress.end(),
  });
  try {
    // Loaded here, since it needs packages that the help does without.
    const { connect } = await import('./connect.ts');
    const prepared: Prepared = await command.prepare(values, terminal.env);
    const connection = await connect(url, {
      tables: typeof values.tables === 'string' ? values.tables : undefined,
      encryptOAuthTokens: prepared.encryptOAuthTokens,
      warn: progress.say,
      note: values.quiet ? () => {} : progress.say,
    });
    try {
      isWriting = !prepared.isReadOnly;
      const isJson = values.json === true;
      const work = { ...connection.work, isJson, terminal, signal: stopping.signal };
      const code = await prepared.run(work, progress);
      return code === EXIT.stopped ? stopping.exitCode() : code;
    } finally {
      connection.close();
    }
  } finally {
    stopping.dispose();
  }
}

function progressOn({ stderr, env }: Terminal, { json, quiet }: Values): Progress {
  if (json || quiet) return hideProgress((line) => void stderr.write(`${line}\n`));
  // A terminal that calls itself dumb knows no control sequences.
  return showProgress(stderr, stderr.isTTY === true && env.TERM !== 'dumb');
}
