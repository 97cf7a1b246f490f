import { percentile } from './statistics.ts';

/** Is what one contender took for so many operations. */
export interface Measured {
  /** Is the time of all threads of this process, in user and in system mode, per operation. */
  readonly cpuMicroseconds: number;
  readonly operationsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Operation = () => Promise<unknown>;

/** Runs operations, so many at once, and measures them. */
export async function measure(operations: readonly Operation[], concurrency: number): Promise<Measured> {
  // Else the garbage of the preparation would be collected on somebody's account.
  globalThis.gc?.();
  const latencies: number[] = [];
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await runAll(operations, concurrency, latencies);
  const elapsedMs = performance.now() - start;
  const cpu = process.cpuUsage(cpuBefore);
  return {
    cpuMicroseconds: (cpu.user + cpu.system) / operations.length,
    operationsPerSecond: (operations.length / elapsedMs) * 1000,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}

/** Runs operations, so many at once; each that ends makes room for the next, and its time is noted. */
export async function runAll(
  operations: readonly Operation[],
  concurrency: number,
  latencies: number[] = [],
): Promise<void> {
  const waiting = operations.values();
  const work = async () => {
    for (const operation of waiting) {
      const start = performance.now();
      await operation();
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}
