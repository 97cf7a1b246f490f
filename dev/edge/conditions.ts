/** Is a family of edge runtimes, by the first condition under which it takes a package's entry. */
export type EdgeConditions = 'workerd' | 'edge-light';

/**
 * Lists the conditions under which a bundler for an edge runtime resolves packages.
 *
 * `browser` is the one that nanoid and @panva/hkdf need in order to leave Node out.
 */
export const edgeConditions: Readonly<Record<EdgeConditions, readonly string[]>> = {
  workerd: ['workerd', 'worker', 'browser'],
  'edge-light': ['edge-light', 'worker', 'browser'],
};
