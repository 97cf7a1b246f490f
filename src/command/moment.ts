import type { Values } from './commands.ts';
import { wrongUsage } from './failure.ts';

/** A date, or a date with a time and its zone: without one, a machine's own would decide what is deleted. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** Returns the moment that an option gives, which must not be in the future; undefined if it is not given. */
export function pastMoment(values: Values, name: string): Date | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const date = new Date(String(text));
  if (!ISO.test(String(text)) || Number.isNaN(date.getTime()) || !isDay(String(text).slice(0, 10)))
    throw wrongUsage(
      `Expected --${name} to be a date of UTC, such as 2026-01-31, or one with a time and its zone, such as 2026-01-31T12:00:00Z.`,
    );
  if (date > new Date()) throw wrongUsage(`Expected --${name} not to be in the future.`);
  return date;
}

/** Says whether there is such a day: JavaScript turns 31 February into 3 March. */
const isDay = (day: string) => new Date(day).toISOString().startsWith(day);
