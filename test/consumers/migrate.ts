import type { Name } from './names.ts';
import { run } from './projects.ts';

/** Makes the production tables with the migrations that come with the package, by the code from the docs. */
export const migrate = (name: Name, url: string) => run(name, 'docs-migrate.mjs', [], { DATABASE_URL: url });
