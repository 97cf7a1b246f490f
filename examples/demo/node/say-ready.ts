/** Prints the demo's address, once it is ready. */
export const sayReady = (origin: string): void =>
  console.log(`The demo is ready: ${origin}  (Ctrl-C stops it)`);
