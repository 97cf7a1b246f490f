import type { Report, Settings } from './suite/index.ts';
import type { Marks } from './suite/marks.ts';

/** A runtime and a starter in it. */
export interface Runtime {
  /** The names of the runtime and the driver, for the titles of tests. */
  readonly name: string;
  /** What this runtime says about itself, and no other does. */
  readonly marks: Marks;
  readonly driver: 'planetscale' | 'mysql2';
  /** A gap: whether it has the same error for a connection that was refused as for one that broke. */
  readonly hidesRefusal?: boolean;
  /** A gap: whether it sends a POST again by itself when a kept-alive connection ends without an answer. */
  readonly sendsAgain?: boolean;
  /** Runs the suite in the runtime, to its end. */
  run(settings: Settings): Promise<Report>;
}
