/** Returns the value at or below which a share of the values lie; a share of 0.5 gives the median of many. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('Expected at least one value, got none.');
  return value;
}

/** Returns the middle value, or the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) throw new Error('Expected at least one value, got none.');
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** The range of a value over many rounds. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

function spreadOf(values: readonly number[]): Spread {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}

/**
 * Compares values with those of a reference, round by round.
 *
 * Ratios are taken only within a round: what else the machine does changes from round to round, and would look
 * like a difference between the two.
 */
export function ratios(values: readonly number[], references: readonly number[]): Spread {
  if (values.length !== references.length)
    throw new Error(
      `Expected ${references.length} rounds, as many as the reference has, got ${values.length}.`,
    );
  return spreadOf(values.map((value, round) => value / (references[round] ?? Number.NaN)));
}
