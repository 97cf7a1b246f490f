/** Starts the demo at the edge: the site in workerd, and around it what it reaches over HTTP, on this machine only. */
import { runStarter } from './node/run-starter.ts';
import { startEdge } from './node/start-edge.ts';

await runStarter(async (cleanup) => {
  const { origin, planetScale } = await startEdge(cleanup);
  // It keeps all that it receives, for tests, and every open page asks it several times a second.
  setInterval(() => planetScale.clear(), 60_000).unref();
  return origin;
});
