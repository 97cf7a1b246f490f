/** Starts the demo on Node with a real Vitess, the engine of PlanetScale, all on this machine only. */
import { runUntilSignal } from '../../dev/command/run-until-signal.ts';
import { startVitess } from '../../dev/vitess.ts';
import { sayReady } from './node/say-ready.ts';
import { startOnNode } from './node/start-on-node.ts';

await runUntilSignal(async (cleanup) => sayReady(await startOnNode(cleanup, startVitess)));
