import type { Backend } from './backend.ts';
import { mysql2On } from './mysql2.ts';
import { planetscaleHttpOn } from './planetscale-http.ts';

/** Every backend. A new one needs nothing but a line here. */
export const backends: readonly Backend[] = [
  mysql2On('mysql'),
  mysql2On('mariadb'),
  planetscaleHttpOn('mysql'),
];

/** Returns the backends that the variable `BACKENDS` names, as `mysql2-mysql,mysql2-mariadb` or `all`; unset, none is named. */
export function namedBackends(names = process.env.BACKENDS): readonly Backend[] | undefined {
  if (!names) return undefined;
  if (names === 'all') return backends;
  return names.split(',').map((name) => {
    const backend = backends.find((each) => each.name === name.trim());
    if (backend) return backend;
    const known = backends.map((each) => each.name).join(', ');
    throw new Error(`Expected BACKENDS to name some of ${known}, got "${name}".`);
  });
}

/** Returns the backends that this run is to test; what has no server on this machine is left out of them later. */
export const wantedBackends = (): readonly Backend[] => namedBackends() ?? backends;
