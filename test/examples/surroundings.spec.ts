import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, inject, it, onTestFinished } from 'vitest';
import { close, listen } from '../../dev/command/listen.ts';
import { installExample } from '../../examples/surroundings/install.ts';
import { serveExample } from '../../examples/surroundings/serve.ts';
import { closedPort } from '../support/databases/closed-port.ts';

async function newFolder(): Promise<URL> {
  const path = await mkdtemp(join(tmpdir(), 'authjs-example-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return pathToFileURL(`${path}/`);
}

it('installs an example and the package anew, in a folder that holds earlier ones', async () => {
  const folder = await newFolder();
  const entry = new URL('node_modules/authjs-drizzle-mysql/dist/index.js', folder);
  await installExample('express', folder, inject('tarball'));
  const packed = await readFile(entry, 'utf8');
  await writeFile(entry, '// of an earlier build');
  const leftOver = new URL('removed-since.ts', folder);
  await writeFile(leftOver, '');
  await installExample('express', folder, inject('tarball'));
  expect(await readFile(entry, 'utf8')).toBe(packed);
  await expect(readFile(leftOver)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('says how an example ended that never answered, and asks it nothing more', async () => {
  const folder = await newFolder();
  await writeFile(new URL('package.json', folder), '{ "scripts": { "start": "exit 3" } }');
  const port = await closedPort();
  const served = serveExample(folder, { PORT: String(port) }, () => {});
  await expect(served).rejects.toThrow('got exit code 3');
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end();
  });
  await listen(server, port);
  onTestFinished(() => close(server));
  await sleep(1000);
  expect(requests).toBe(0);
});
