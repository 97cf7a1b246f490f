import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Describes what the sources may use of this machine, so that a test can describe a poorer one. */
export interface Machine {
  readonly arch: string;
  readonly isRoot: boolean;
  readonly programFolders: readonly string[];
  readonly cacheFolder: string;
  /** Holds the keys that packages of Debian are signed with. */
  readonly debianKeyring: string;
}

// Servers live in sbin, which a user's PATH leaves out on Debian; libexec is Fedora's folder for them.
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/usr/libexec'];

/** Describes the machine this process runs on. */
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
