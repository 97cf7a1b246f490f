import { Refusal } from '../errors/refusal.ts';
import type { VitessSession } from './session.ts';

/** Returns the refusal of a second concurrent statement, which PlanetScale would run in any order. */
export function inUse({ SessionUUID }: VitessSession): Refusal {
  const advice = 'run one statement at a time in a session: await each one before the next';
  return new Refusal(400, 'failed_precondition', `session already in use: ${SessionUUID}; ${advice}`);
}
