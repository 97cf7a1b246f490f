import { dirname } from 'node:path';
import { askServer } from '../../../dev/mysql/ask-server.ts';

/** Asks a running server for the temporary folder that holds its data. */
export async function folderOf(url: string): Promise<string> {
  return dirname((await askServer(url)).dataFolder);
}
