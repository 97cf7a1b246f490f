export type { Fault } from './planetscale/http/faults.ts';
export type { PlanetScaleOptions } from './planetscale/options.ts';
export { type PlanetScaleServer, startPlanetScale } from './planetscale/server.ts';
