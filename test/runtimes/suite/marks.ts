/** What a runtime says about itself; each has its own set of these. */
export interface Marks {
  readonly userAgent?: string;
  readonly node?: string;
  readonly bun?: string;
  readonly deno?: string;
  readonly edge?: string;
}

interface Globals {
  readonly navigator?: { readonly userAgent?: string };
  readonly process?: { readonly version?: string };
  readonly Bun?: { readonly version: string };
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly EdgeRuntime?: string;
}

/** Reads the marks of the runtime that this runs in, so that a suite cannot pass in another one than it names. */
export function readMarks(): Marks {
  const { navigator, process, Bun, Deno, EdgeRuntime } = globalThis as Globals;
  const marks = {
    userAgent: navigator?.userAgent,
    node: process?.version,
    bun: Bun?.version,
    deno: Deno?.version.deno,
    edge: EdgeRuntime,
  };
  // Drops what is undefined, as the way back to the test does.
  return JSON.parse(JSON.stringify(marks));
}
