import type { AuthConfig } from '@auth/core';
import type { Mailbox } from '../mailbox.ts';
import type { DemoSettings, OpenDatabase } from '../settings.ts';

/** The parts that the routes of a running demo share. */
export interface RunningDemo {
  readonly settings: DemoSettings;
  readonly mailbox: Mailbox;
  /** Configures Auth.js to answer a request and to store in a database. */
  auth(database: OpenDatabase, request: Request): AuthConfig;
}
