/** A family of edge runtimes, named after the first condition by which it picks a package's entry. */
export type EdgeConditions = 'workerd' | 'edge-light';

/**
 * The conditions under which a bundler for an edge runtime resolves packages.
 *
 * `browser` is the one that nanoid and @panva/hkdf need in order to leave Node out.
 */
export const edgeConditions: Readonly<Record<EdgeConditions, readonly string[]>> = {
  workerd: ['workerd', 'worker', 'browser'],
  'edge-light': ['edge-light', 'worker', 'browser'],
};
