import { inject } from 'vitest';
import type { Backend } from './backend.ts';
import { mysql2On } from './mysql2.ts';
import { ownDatabase } from './own-database.ts';
import { planetscaleHttpOn } from './planetscale-http.ts';
import { oneShard, twoShards } from './vitess/places.ts';

/** Every backend of `npm test`. A new one needs nothing but a line here. */
export const backends: readonly Backend[] = [
  mysql2On(ownDatabase('mysql')),
  mysql2On(ownDatabase('mariadb')),
  planetscaleHttpOn(ownDatabase('mysql')),
];

/** Every backend of `npm run test:vitess`. */
export const vitessBackends: readonly Backend[] = [
  mysql2On(oneShard),
  planetscaleHttpOn(oneShard),
  mysql2On(twoShards),
];

/** Returns those of some backends that the variable `BACKENDS` names, as `mysql2-mysql,mysql2-mariadb` or `all`; unset, none is named. */
export function namedBackends(
  among: readonly Backend[],
  names = process.env.BACKENDS,
): readonly Backend[] | undefined {
  if (!names) return undefined;
  if (names === 'all') return among;
  return names.split(',').map((name) => {
    const backend = among.find((each) => each.name === name.trim());
    if (backend) return backend;
    const known = among.map((each) => each.name).join(', ');
    throw new Error(`Expected BACKENDS to name some of ${known}, got "${name}".`);
  });
}

/** Returns the backends that this run is to test; what has no server on this machine is left out of them later. */
export function wantedBackends(): readonly Backend[] {
  const among = inject('vitess') ? vitessBackends : backends;
  return namedBackends(among) ?? among;
}
