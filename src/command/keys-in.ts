import { fromBase64 } from '../adapter/base64url.ts';
import type { KeyringOptions } from '../adapter/keyring.ts';
import { KEY_ID } from '../adapter/sealed-token.ts';
import { wrongUsage } from './failure.ts';
import type { Terminal } from './work.ts';

const NAME = 'OAUTH_TOKENS_KEYS';

/** Reads the keys that encrypt tokens from the environment; the first is current, and no error quotes any of it. */
export function requireKeys(env: Terminal['env']): KeyringOptions {
  const entries = (env[NAME] ?? '').split(',').map((entry) => entry.trim());
  if (entries.every((entry) => entry === ''))
    throw wrongUsage(
      `Expected the variable ${NAME} to be set: <id>=<base64>,<id>=<base64>, the current key first.`,
    );
  const pairs = entries.map((entry, index) => requirePair(entry, `entry ${index + 1} of ${NAME}`));
  const ids = pairs.map(([id]) => id);
  if (new Set(ids).size < ids.length)
    throw wrongUsage(`Expected every key of ${NAME} to have an id of its own.`);
  return { current: ids[0] ?? '', keys: Object.fromEntries(pairs) };
}

function requirePair(entry: string, place: string): [id: string, key: string] {
  // Base64 may end in more of these.
  const [, id = '', key = ''] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
  if (!KEY_ID.test(id))
    throw wrongUsage(`Expected ${place} to begin with an id of up to 32 letters, digits, - and _, and =.`);
  if (fromBase64(key)?.length !== 32)
    throw wrongUsage(
      `Expected the key in ${place} to be 32 bytes in base64, as \`openssl rand -base64 32\` prints them.`,
    );
  return [id, key];
}
