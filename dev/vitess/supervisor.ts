/** Owns one Vitess, its MySQL and their folder, as a process of its own session (see ../mysql/supervisor.ts). */
import { supervise } from '../mysql/supervise.ts';
import { runVitess } from './run-vitess.ts';
import type { VitessJob } from './server.ts';

await supervise<VitessJob>(runVitess);
