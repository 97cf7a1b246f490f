import { Refusal } from './refusal.ts';
import type { VitessSession } from './session.ts';

/** Returns the refusal of a second statement at the same time, which PlanetScale would do in any order. */
export function inUse({ SessionUUID }: VitessSession): Refusal {
  const advice = 'one statement at a time in a session: await each one before the next';
  return new Refusal(400, 'failed_precondition', `session already in use: ${SessionUUID}; ${advice}`);
}
