/**
 * Draws a picture for a person, as a `data:` URL: shapes derived from the person's id, which begins with hex digits.
 *
 * A `data:` URL still works when the demo uses other ports next time. It has at most 250 characters, because picture
 * columns often hold 255, as this package's does.
 */
export function picture(sub: string): string {
  const [hue, x, y, turn] = [0, 4, 6, 8].map((at) => Number.parseInt(sub.slice(at, at + 2), 16));
  const shapes = [
    `<path fill='hsl(${at(hue, 360)},55%,45%)' d='M0 0h8v8H0z'/>`,
    `<circle cx='${at(x, 9)}' cy='${at(y, 9)}' r='3' fill='#fff6'/>`,
    `<path fill='#0003' d='M${at(turn, 9)} 9L4 4l5-2v9z'/>`,
  ];
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>${shapes.join('')}</svg>`;
  return `data:image/svg+xml,${svg.replace(/[%#<>]/g, encodeURIComponent)}`;
}

function at(byte = 0, size: number): number {
  return Math.floor((byte / 256) * size);
}
