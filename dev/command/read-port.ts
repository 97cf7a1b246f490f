/** Reads PORT: undefined when it is not set, an error when it is not a port. */
export function readPort({ PORT }: NodeJS.ProcessEnv): number | undefined {
  if (PORT === undefined || PORT === '') return undefined;
  const port = Number(PORT);
  if (/^\d+$/.test(PORT) && port <= 65_535) return port;
  throw new Error(`Expected PORT to be a whole number from 0 to 65535, got "${PORT}".`);
}
