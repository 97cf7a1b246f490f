#!/usr/bin/env node
import process from 'node:process';
import { main } from './command/main.ts';

/** Milliseconds that whatever a module of tables has opened may keep the process after its work. */
const LINGER_MS = 1000;

// A reader that has gone, such as `head`, is no reason to stop; output that is lost on a full disk must not look fine.
process.stderr.on('error', () => {});
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') process.exitCode = 1;
});

const exitCode = await main(process.argv.slice(2), process);
process.exitCode ||= exitCode;
setTimeout(() => process.exit(), LINGER_MS).unref();
