/** Starts the demo on Node: a database, an OpenID Connect provider and the site, all on this machine only. */
import { runUntilSignal } from '../../dev/command/run-until-signal.ts';
import { sayReady } from './node/say-ready.ts';
import { startOnNode } from './node/start-on-node.ts';

await runUntilSignal(async (cleanup) => sayReady(await startOnNode(cleanup)));
