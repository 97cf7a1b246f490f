import { propertiesOf } from '../database/properties-of.ts';

/** Returns the environment variables of the process; undefined in a runtime that has none, as some have at the edge. */
export function environment(): Readonly<Record<string, unknown>> | undefined {
  const { process } = propertiesOf(globalThis);
  const { env } = propertiesOf(process);
  return env == null ? undefined : propertiesOf(env);
}
