export { type BundleOptions, bundleForEdge } from './edge/bundle.ts';
export { type EdgeConditions, edgeConditions } from './edge/conditions.ts';
export { startWorkerd, type Workerd, type WorkerdOptions } from './edge/workerd.ts';
