/**
 * Runs something without its warnings.
 *
 * oidc-provider warns that its settings do not suit production; here it is meant to forget everything when it
 * stops.
 */
export async function withoutWarnings<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const { warn, info } = console;
  console.warn = () => {};
  console.info = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}
