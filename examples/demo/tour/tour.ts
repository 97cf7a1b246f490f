import type { Cleanup } from '../../../dev/command/cleanup.ts';
import { runSql } from '../../../dev/mysql/run-sql.ts';
import { createDatabase, startServer } from '../../../dev/mysql.ts';
import { launchBrowser } from '../testing/browser.ts';
import { runDemo } from '../testing/run-demo.ts';
import { takePictures } from './take-pictures.ts';

/** Starts the demo on a database of its own, and writes the pictures of the tour into a folder. */
export async function tour(browserPath: string, folder: string, cleanup: Cleanup): Promise<void> {
  const server = await startServer();
  cleanup.add(() => server.stop());
  const database = await createDatabase(server.url);
  cleanup.add(() => database.drop());
  const demo = runDemo({ PORT: '0', DATABASE_URL: database.url });
  cleanup.add(async () => void (await demo.interrupt()));
  const browser = await launchBrowser(browserPath);
  cleanup.add(() => browser.close());
  const query = (sql: string) => runSql(database.url, sql);
  await takePictures({ browser, site: await demo.ready, query }, folder);
}
