/** Reads DEMO_USE_EXISTING: whether the demo may show and change rows that it did not make. */
export function readExisting({ DEMO_USE_EXISTING }: NodeJS.ProcessEnv): boolean {
  return DEMO_USE_EXISTING === '1';
}
