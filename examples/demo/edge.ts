/** Starts the demo at the edge: the site in workerd, and around it what it reaches over HTTP, on this machine only. */
import { runStarter } from './node/run-starter.ts';
import { startEdge } from './node/start-edge.ts';

await runStarter(async (cleanup) => (await startEdge(cleanup)).origin);
