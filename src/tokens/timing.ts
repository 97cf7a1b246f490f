/** How long the steps of a refresh may take, and how long its failures are remembered. */
export interface Timing {
  /** Seconds for which one caller alone may ask the provider; after a crash, the others wait that long. */
  readonly leaseSeconds: number;
  /** Milliseconds after which a lease that was slow to come is too old to begin with. */
  readonly takeLimitMs: number;
  /** Milliseconds after which the request to the provider is aborted. */
  readonly requestLimitMs: number;
  /** Seconds for which a provider that has refused is not asked again. */
  readonly refusedSeconds: number;
  /** Seconds for which a provider that has failed is not asked again. */
  readonly failedSeconds: number;
  /** Milliseconds after which a caller waits no more, for others or for the provider: four leases in a row. */
  readonly longestWaitMs: number;
}

/** 2 s to take the lease and 10 s to ask the provider leave 3 of the 15 s to store what it returned. */
export const TIMING: Timing = {
  leaseSeconds: 15,
  takeLimitMs: 2_000,
  requestLimitMs: 10_000,
  refusedSeconds: 60,
  failedSeconds: 3,
  longestWaitMs: 60_000,
};
