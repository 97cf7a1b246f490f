import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { exitOf, firstLine, spawnScript } from '../mysql/spawned-script.ts';

const command = (name: string) => JSON.stringify(new URL(`../../../dev/command/${name}.ts`, import.meta.url));

const STUCK = `
  import { Cleanup, endOnSignal, endWith } from ${command('cleanup')};
  const cleanup = new Cleanup(100);
  endOnSignal(cleanup);
  cleanup.add(async () => console.log('stopped last'));
  cleanup.add(() => new Promise(() => {}));`;

test('ends when a part of it has ended, even if another part never stops', async () => {
  const child = await spawnScript(`${STUCK}
    endWith('the part', Promise.resolve('SIGKILL'), cleanup);`);
  const [code, stdout, stderr] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
  expect([code, stdout, stderr.trim().split('\n')]).toEqual([
    1,
    '',
    [
      'Expected the part to run until Ctrl-C, but it ended by itself with SIGKILL.',
      'Expected everything to stop within 0.1 s, but something did not.',
    ],
  ]);
});

test('ends after Ctrl-C, even if a part never stops', async () => {
  const child = await spawnScript(`${STUCK}
    console.log('started');`);
  const stderr = text(child.stderr);
  await firstLine(child);
  child.kill('SIGINT');
  expect([await exitOf(child), (await stderr).trim()]).toEqual([
    1,
    'Expected everything to stop within 0.1 s, but something did not.',
  ]);
});

test('ends when it cannot start, after stopping what it started in reverse order', async () => {
  const child = await spawnScript(`
    import { runUntilSignal } from ${command('run-until-signal')};
    await runUntilSignal(async (cleanup) => {
      for (const part of ['one', 'two']) cleanup.add(async () => console.log(part));
      throw new Error('no more ports');
    });`);
  const [code, stdout, stderr] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
  expect([code, stdout, stderr]).toEqual([1, 'two\none\n', 'no more ports\n']);
});
