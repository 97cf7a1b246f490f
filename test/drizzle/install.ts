import { pack } from '../../dev/command/pack.ts';
import { installCompilers } from '../packed/compilers.ts';
import { install as installInto } from '../packed/install.ts';
import { projects } from './projects.ts';

/** Installs the package, as it would be published, into each project. */
export default async function install(): Promise<void> {
  console.log(
    'Installing the package beside each Drizzle into test/drizzle (about 150 MB, most of it only once) ...',
  );
  const tarball = await pack();
  await installCompilers();
  for (const { folder } of projects) await installInto(folder, tarball);
}
