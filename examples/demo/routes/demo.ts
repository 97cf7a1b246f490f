import type { AuthConfig } from '@auth/core';
import type { Context } from 'hono';
import type { Mailbox } from '../mailbox.ts';
import type { DemoSettings } from '../settings.ts';

/** Is what the routes of one running demo share. */
export interface Demo {
  readonly settings: DemoSettings;
  readonly mailbox: Mailbox;
  readonly auth: AuthConfig;
}

/** Names a request for the statement log: without its query, which may carry a token. */
export function requestName(c: Context): string {
  return `${c.req.method} ${c.req.path}`;
}
