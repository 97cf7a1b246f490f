import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** Finds a browser of the Chromium family: the one at CHROMIUM_PATH, or one on PATH; undefined when there is none. */
export async function findBrowser(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const path of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/**
 * Finds a browser for tests; without one, says once that they are skipped.
 *
 * @throws when CI is set, because every CI machine has a browser.
 */
export async function browserForTests(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const path = await findBrowser(env);
  if (path) return path;
  const reason = 'no Chromium or Chrome on PATH or at CHROMIUM_PATH';
  if (env.CI) throw new Error(`Expected a browser for the demo's tests, got ${reason}.`);
  process.stderr.write(`Skipping the demo's browser tests: ${reason}.\n`);
  return undefined;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
