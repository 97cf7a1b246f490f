/** The style of every picture. The card and the lines follow the reader's color scheme. */
const STYLE = `
  svg { --card: #ffffff; --ink: #1f2328; --quiet: #59636e; --line: #d1d9e0; --ours: #0969da; --other: #8c959f; --hand: #2da44e; --warn: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    svg { --card: #0d1117; --ink: #f0f6fc; --quiet: #9198a1; --line: #3d444d; --ours: #4493f8; --other: #7d8590; --hand: #3fb950; --warn: #db6d28 }
  }
  text { font: 12px system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; fill: var(--ink) }
  .title { font-size: 16px; font-weight: 600 }
  .head { font-weight: 600 }
  .quiet { fill: var(--quiet); font-size: 11px }
  .line { stroke: var(--line); fill: none }
  .whisker { stroke: var(--ink); fill: none }
`;

/** A color of the style. */
export type Tone = 'ours' | 'other' | 'hand' | 'warn';

/** Wraps shapes into a picture of a given size. */
export function picture(width: number, height: number, title: string, shapes: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="var(--card)" stroke="var(--line)"/>`,
    text(20, 32, title, { class: 'title' }),
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

/** Draws text at a point; `anchor` says which end of it is there. */
export function text(
  x: number,
  y: number,
  words: string,
  { class: name = '', anchor = 'start' }: { class?: string; anchor?: 'start' | 'middle' | 'end' } = {},
): string {
  return `<text x="${round(x)}" y="${round(y)}" class="${name}" text-anchor="${anchor}">${escapeText(words)}</text>`;
}

/** Draws a path through points; `name` is its class in the style. */
export function path(points: string, name: string): string {
  return `<path d="${points}" class="${name}"/>`;
}

/** Rounds a coordinate to a tenth. */
export const round = (value: number) => Math.round(value * 10) / 10;

const escapeText = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
