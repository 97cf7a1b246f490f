import { runUntilSignal } from '../command/run-until-signal.ts';
import { startVitess } from '../vitess.ts';

await runUntilSignal(async (cleanup) => {
  const { shards, options } = readArguments(process.argv.slice(2));
  const server = await startVitess({ shards, options });
  cleanup.add(() => server.stop());
  const { version, url, beneath, external } = server;
  const origin = external ? 'is already running (VITESS_URL) and is left alone' : 'runs until Ctrl-C';
  process.stderr.write(`Vitess ${version} ${origin}${beneath ? `, on the MySQL at ${beneath}` : ''}:\n`);
  process.stdout.write(`${url}/plain\n`);
  if (shards !== undefined) process.stdout.write(`${url}/sharded\n`);
});

/** Reads `--shards N`, a power of two up to 256; everything else is an option of vtcombo. */
function readArguments([first, count, ...rest]: string[]): { shards: number | undefined; options: string[] } {
  if (first !== '--shards')
    return { shards: undefined, options: [first, count, ...rest].filter((arg) => arg !== undefined) };
  const shards = Number(count);
  if (!Number.isInteger(Math.log2(shards)) || shards < 2 || shards > 256)
    throw new Error(`Expected --shards to be a power of two from 2 to 256, got "${count ?? ''}".`);
  return { shards, options: rest };
}
