import { percentile } from '../statistics.ts';

/** What a number of operations cost one contender. */
export interface Measured {
  /** CPU time per operation of all threads of this process, in user and system mode. */
  readonly cpuMicroseconds: number;
  readonly operationsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

type Operation = () => Promise<unknown>;

/** Runs operations, a number of them at once, and measures them. */
export async function measure(operations: readonly Operation[], concurrency: number): Promise<Measured> {
  // Otherwise collecting the preparation's garbage would count for the contender.
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

/** Runs operations, a number of them at once. Each that ends makes room for the next, and its time is noted. */
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
