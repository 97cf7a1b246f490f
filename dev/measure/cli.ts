import { parseArgs } from 'node:util';
import { installPackages } from '../command/install-packages.ts';

const { values, positionals } = parseArgs({
  options: { list: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [folder = 'src', ...rest] = positionals;
if (rest.length > 0) throw new Error(`Expected one folder at most, got "${positionals.join(' ')}".`);

await installPackages(new URL('./', import.meta.url));
const { report } = await import('./report.ts'); // which imports what has just been installed
process.stdout.write(report(folder, values.list));
