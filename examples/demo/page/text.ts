/** Shortens a secret or a long id to its first characters, so that it can be recognized but not used. */
export function shortened(text: string, length = 8): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

/** Returns a moment as the database stores it: UTC, to the second. */
export function moment(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Returns a moment for people to read, such as `5 Mar 2026, 14:07 UTC`. */
export function friendlyMoment(date: Date): string {
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** Returns a time of day to the second, in UTC. */
export function timeOfDay(date: Date): string {
  return date.toISOString().slice(11, 19);
}

/** Returns a number with its noun: `1 session`, `2 sessions`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
