/** What is known of one matter: a line with numbers, and the places that it is about. */
export interface Figure {
  readonly line: string;
  readonly places: readonly string[];
  /** Whether there are too many places to show them unasked. */
  readonly hasManyPlaces?: boolean;
}

/** Returns the value below which a share of the values lie, the nearest that there is. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
