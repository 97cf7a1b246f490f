/** Says where the demo is, once one can go there. */
export const sayReady = (origin: string): void =>
  console.log(`The demo is ready: ${origin}  (Ctrl-C stops it)`);
