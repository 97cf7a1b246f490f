import { beforeAll, describe, expect, it } from 'vitest';
import { edgeConditions } from '../../dev/edge.ts';
import manifest from '../../package.json' with { type: 'json' };
import { type Bundle, measure } from './measure.ts';

/** The most bytes, minified and compressed, that each entry may add to what a site has anyway. */
const limits: Readonly<Record<string, { readonly to: string; readonly bytes: number }>> = {
  '.': { to: 'driver', bytes: 25_088 },
  './planetscale': { to: 'driver', bytes: 25_400 },
  './mysql2': { to: 'mysql2-alone', bytes: 26_112 },
  './schema': { to: 'driver', bytes: 6_144 },
  './schema/production': { to: 'driver', bytes: 5_120 },
  './relations': { to: 'planetscale', bytes: 4_096 },
  './relations-v2': { to: 'planetscale', bytes: 512 },
  './account': { to: 'planetscale', bytes: 5_632 },
  './codes': { to: 'planetscale', bytes: 2_048 },
  './credentials': { to: 'planetscale', bytes: 1_536 },
  './maintenance': { to: 'planetscale', bytes: 3_072 },
  './one-time-tokens': { to: 'planetscale', bytes: 2_560 },
  './testing': { to: 'planetscale', bytes: 3_072 },
  './tokens': { to: 'planetscale', bytes: 5_120 },
  './vitess': { to: 'planetscale', bytes: 3_072 },
};

/** The most bytes of a whole application for the edge, where the same with @auth/drizzle-adapter has 1. */
const WHOLE_RATIO = 1.09;

const nameOf = (entry: string) => (entry === '.' ? 'root' : entry.slice(2).replace('/', '-'));
const entries = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');

describe('what a site gets with each entry', () => {
  const bundles = new Map<string, Promise<Bundle>>();
  const sizeOf = async (name: string) => {
    const bundle = bundles.get(name) ?? measure(name, edgeConditions.workerd);
    bundles.set(name, bundle);
    return (await bundle).gzipBytes;
  };
  const added: string[] = [];

  it('is limited for all of them', () => {
    expect(Object.keys(limits).sort()).toEqual(entries.sort());
  });

  it.each(Object.entries(limits))('is within its limit: %s', async (entry, { to, bytes }) => {
    const more = (await sizeOf(nameOf(entry))) - (await sizeOf(to));
    added.push(`${entry} ${more} B`);
    if (added.length === entries.length) console.log(`Minified and compressed: ${added.join(', ')}`);
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThanOrEqual(bytes);
  });
});

describe('a whole application for the edge', () => {
  let ratio: number;
  beforeAll(async () => {
    const [ours, others] = await Promise.all(
      ['../../../bench/cold-start/ours', '../../../bench/cold-start/drizzle-adapter'].map((path) =>
        measure(path, edgeConditions.workerd),
      ),
    );
    ratio = (ours?.gzipBytes ?? Number.NaN) / (others?.gzipBytes ?? Number.NaN);
    console.log(`A whole application has ${ratio.toFixed(3)} of the bytes of one with @auth/drizzle-adapter`);
  });

  it(`has at most ${WHOLE_RATIO} of the bytes of the same with @auth/drizzle-adapter`, () => {
    expect(ratio).toBeLessThanOrEqual(WHOLE_RATIO);
  });
});
