import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const here = new URL('.', import.meta.url);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(?!(node|provider|testing|tour)\/|(server|edge|vitess)\.ts$).*(?<!\.test)\.ts$/.test(file),
);
const ofWorker = files.filter((file) => file.startsWith('edge/'));
const ofApplication = files.filter((file) => !file.startsWith('edge/'));

it('keeps Node and the drivers out of the application, which is the same everywhere', () => {
  expect(ofApplication).toContain('app.ts');
  for (const file of ofApplication) {
    expect(
      importsOf(file, /^node:|mysql2|planetscale|oidc-provider|node-server|\/(node|edge|provider)\//),
      file,
    ).toEqual([]);
  }
});

it('keeps Node and its driver out of the worker', () => {
  expect(ofWorker).toContain('edge/worker.ts');
  for (const file of ofWorker) {
    expect(importsOf(file, /^node:|mysql2|oidc-provider|node-server|\/(node|provider)\//), file).toEqual([]);
  }
});

function importsOf(file: string, forbidden: RegExp): string[] {
  const text = readFileSync(new URL(file, here), 'utf8');
  const imports = text.match(/(?<=\b(from|import) ?\(?')[^']+/g) ?? [];
  return imports.filter((name) => forbidden.test(name));
}
