/** Starts the demo, walks through it in a browser, and writes the pictures of docs/tour. */
import { fileURLToPath } from 'node:url';
import { Cleanup, endOnSignal } from '../../../dev/command/cleanup.ts';
import { findBrowser } from '../testing/find-browser.ts';
import { tour } from './tour.ts';

const cleanup = new Cleanup();
endOnSignal(cleanup);
const browser = await findBrowser(process.env);
if (!browser) throw new Error('Expected Chromium or Chrome on PATH or at CHROMIUM_PATH, got none.');
await tour(browser, fileURLToPath(new URL('../../../docs/tour', import.meta.url)), cleanup);
await cleanup.endProcess(0);
