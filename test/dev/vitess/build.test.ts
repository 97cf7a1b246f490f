import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { thisMachine } from '../../../dev/mysql/machine.ts';
import { builtVtcombo } from '../../../dev/vitess/build.ts';

it('says in one line what to install, or what to run instead, where there is no Go', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'authjs-no-go-'));
  onTestFinished(() => rm(empty, { recursive: true }));
  const machine = { ...thisMachine(), programFolders: [empty], cacheFolder: empty };
  const said: string[] = [];
  const building = builtVtcombo(machine, (line) => said.push(line));
  await expect(building).rejects.toThrow(
    /^Expected Go 1\.26 or later, .* got none\. Install it from https:\/\/go\.dev\/dl, or run the image vitess\/vttestserver .* set VITESS_URL/,
  );
  expect(said).toEqual([]);
});
