/** Runs one of the examples, with a database, an OpenID provider and a mailbox around it, all on this machine only. */
import { readdir } from 'node:fs/promises';
import { endWith } from '../../dev/command/cleanup.ts';
import { pack } from '../../dev/command/pack.ts';
import { readPort } from '../../dev/command/read-port.ts';
import { runUntilSignal } from '../../dev/command/run-until-signal.ts';
import { startServer } from '../../dev/mysql.ts';
import { openDatabase } from '../demo/node/open-database.ts';
import { installExample } from './install.ts';
import { buildExample, changeTables, serveExample } from './serve.ts';
import { startSurroundings } from './start.ts';

const examples = (await readdir(new URL('../', import.meta.url))).filter(
  (name) => !['README.md', 'demo', 'surroundings'].includes(name),
);

await runUntilSignal(async (cleanup) => {
  const [name = ''] = process.argv.slice(2);
  if (!examples.includes(name))
    throw new Error(`Expected the name of an example (${examples.join(', ')}), got "${name}".`);
  const port = readPort(process.env) ?? 3000;
  const folder = new URL(`../../.tmp/examples/${name}/`, import.meta.url);
  console.log(`Installing and building ${name} in .tmp/examples ...`);
  await installExample(name, folder, await pack());
  await buildExample(folder);

  const server = await startServer({ kind: 'mysql' });
  cleanup.add(() => server.stop());
  const { pool, url } = await openDatabase(server, false);
  await pool.end();
  await changeTables(folder, url);
  const onMail = ({ to, link }: { to: string; link: string }) => console.log(`Email to ${to}: ${link}`);
  const surroundings = await startSurroundings({ port, databaseUrl: url, onMail });
  cleanup.add(() => surroundings.stop());
  // Next to `NEXTAUTH_URL`, which `next-auth` 5 reads as well; other packages of Auth.js would warn of it.
  const address = name === 'next' ? { AUTH_URL: `http://localhost:${port}` } : {};
  const served = await serveExample(
    folder,
    { ...surroundings.env, ...address },
    (text) => void process.stdout.write(text),
  );
  cleanup.add(() => served.stop());
  endWith(name, served.ended, cleanup);
  console.log(`${name} is ready: http://localhost:${port}`);
});
