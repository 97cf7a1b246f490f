/** Starts the demo at the edge: the site in workerd, and what it reaches over HTTP, on this machine only. */
import { runUntilSignal } from '../../dev/command/run-until-signal.ts';
import { sayReady } from './node/say-ready.ts';
import { startEdge } from './node/start-edge.ts';

await runUntilSignal(async (cleanup) => sayReady((await startEdge(cleanup)).origin));
