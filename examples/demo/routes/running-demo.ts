import type { AuthConfig } from '@auth/core';
import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import type { Mailbox } from '../mailbox.ts';
import type { DemoSettings } from '../settings.ts';

/** The parts that the routes of a running demo share. */
export interface RunningDemo {
  readonly settings: DemoSettings;
  readonly mailbox: Mailbox;
  /** Configures Auth.js to store through an adapter. */
  auth(adapter: MySqlAdapterMethods): AuthConfig;
}
