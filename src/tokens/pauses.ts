const FIRST_MS = 60;
const GROWTH = 1.5;
const LONGEST_MS = 1_000;

/**
 * Makes a function that waits a little longer each time, up to a second on average, but not beyond a limit.
 *
 * By chance half as long up to half as long again, so that many who wait for one do not ask at the same moment.
 */
export function growingPauses(): (limitMs: number) => Promise<void> {
  let averageMs = FIRST_MS;
  return (limitMs) => {
    const ms = Math.min(averageMs * (0.5 + Math.random()), limitMs);
    averageMs = Math.min(averageMs * GROWTH, LONGEST_MS);
    return new Promise((resolve) => setTimeout(resolve, ms));
  };
}
