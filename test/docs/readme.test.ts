import { spawnSync } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = await readFile(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code ?? '');

describe('the README', () => {
  it('holds code that compiles', async () => {
    expect(blocks.length).toBeGreaterThan(0);
    // Inside the project, so that the code finds the project's own packages.
    const folder = await mkdtemp(join(root, 'test/docs/.readme-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    for (const [index, code] of blocks.entries()) await writeFile(join(folder, `block-${index}.ts`), code);
    const config = { extends: '../../../tsconfig.json', include: ['*.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout, status } = spawnSync('npx', ['tsc', '-p', folder], { cwd: root, encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('starts with an example of under 20 lines', () => {
    expect(blocks[0]?.split('\n').length).toBeLessThan(20);
  });

  it('names only commands and files that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const commands = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
    expect(commands.length).toBeGreaterThan(0);
    for (const name of commands) expect(Object.keys(scripts)).toContain(name);
    for (const [, path] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      await expect(access(join(root, path ?? '')), path).resolves.toBeUndefined();
    }
  });
});
