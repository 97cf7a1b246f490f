import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const here = new URL('.', import.meta.url);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^(?!(node|provider|testing)\/|server\.ts$).*(?<!\.test)\.ts$/.test(file),
);

it('keeps Node and the drivers out of the application, which runs at the edge too', () => {
  expect(files).toContain('app.ts');
  for (const file of files) {
    const text = readFileSync(new URL(file, here), 'utf8');
    const imports = text.match(/(?<=\b(from|import) ?\(?')[^']+/g) ?? [];
    const forbidden = imports.filter((name) =>
      /^node:|mysql2|oidc-provider|node-server|\/(node|provider)\//.test(name),
    );
    expect(forbidden, file).toEqual([]);
  }
});
