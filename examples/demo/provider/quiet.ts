/**
 * Runs something without its warnings.
 *
 * oidc-provider advises everybody who starts it on how to run in production; here it forgets all when it stops,
 * which is what is wanted.
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
