import type { Report, Settings } from './suite/index.ts';
import type { Marks } from './suite/marks.ts';

/** Is a runtime and a starter in it. */
export interface Runtime {
  /** Names the runtime and the driver, in a test's name. */
  readonly name: string;
  /** Is what this runtime says of itself, and no other does. */
  readonly marks: Marks;
  readonly driver: 'planetscale' | 'mysql2';
  /** Is a gap: whether it has the same error for a connection that never came about as for one that broke. */
  readonly hidesRefusal?: boolean;
  /** Is a gap: whether it sends a POST again by itself when a kept-alive connection ends without an answer. */
  readonly sendsAgain?: boolean;
  /** Runs the suite in the runtime, to its end. */
  run(settings: Settings): Promise<Report>;
}
