/** Writes a number with commas, alike in every locale. */
export const figure = (count: number): string => count.toLocaleString('en-US');

/** Writes a count and what is counted, whose plural has an s. */
export const counted = (count: number, what: string): string =>
  `${figure(count)} ${what}${count === 1 ? '' : 's'}`;

/** Writes a time in words: seconds, minutes and seconds, or hours and minutes. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)];
  if (hours > 0) return `${figure(hours)} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
