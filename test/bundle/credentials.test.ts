import { expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import { measure } from './measure.ts';

/** The most that passwords with database sessions may add to any site. */
const CREDENTIALS_BYTES = 2_048;

it.each(['workerd', 'edge-light'] as const)(
  `passwords add at most ${CREDENTIALS_BYTES} bytes, compressed, and bring neither the adapter nor Drizzle: %s`,
  async (conditions) => {
    const { files, gzipBytes } = await measure('credentials-alone', edgeConditions[conditions]);
    expect(
      [...files]
        .filter(([, bytes]) => bytes > 0)
        .map(([file]) => file)
        .sort(),
    ).toEqual([
      'src/adapter/arguments.ts',
      'src/adapter/parts.ts',
      'src/credentials/requirements.ts',
      'src/credentials/unknown-user.ts',
      'src/credentials/with-credential-sessions.ts',
      'src/database/kind-of.ts',
      'src/database/properties-of.ts',
      'src/errors.ts',
      'test/bundle/entries/credentials-alone.ts',
    ]);
    console.log(`${conditions}: passwords are ${gzipBytes} B`);
    expect(gzipBytes).toBeLessThanOrEqual(CREDENTIALS_BYTES);
  },
);
