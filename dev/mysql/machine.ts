import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The parts of this machine that the sources may use. A test can describe a poorer machine. */
export interface Machine {
  readonly arch: string;
  readonly isRoot: boolean;
  readonly programFolders: readonly string[];
  readonly cacheFolder: string;
  /** The file with the keys that Debian's packages are signed with. */
  readonly debianKeyring: string;
}

// Servers are in sbin, which is not on a user's PATH on Debian; Fedora keeps them in libexec. Go comes as an archive to
// unpack into /usr/local.
const SYSTEM_FOLDERS = [
  ...['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/usr/libexec'],
  '/usr/local/go/bin',
];

/** Returns the machine that this process runs on. */
export function thisMachine(): Machine {
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return {
    arch: process.arch,
    isRoot: process.getuid?.() === 0,
    programFolders: [...new Set([...path, ...SYSTEM_FOLDERS])],
    cacheFolder: join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'authjs-drizzle-mysql'),
    debianKeyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  };
}
