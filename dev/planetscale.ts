export type { Fault } from './planetscale/faults.ts';
export type { PlanetScaleOptions } from './planetscale/options.ts';
export { type PlanetScaleServer, startPlanetScale } from './planetscale/server.ts';
