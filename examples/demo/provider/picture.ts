/** Draws a picture for a person: two shapes in colours that follow from the person's id. */
export function picture(sub: string): string {
  const hue = Number.parseInt(sub.slice(0, 4), 16) % 360;
  const turn = Number.parseInt(sub.slice(4, 8), 16) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect width="64" height="64" fill="hsl(${hue} 55% 42%)"/>
  <g transform="rotate(${turn} 32 32)">
    <circle cx="18" cy="22" r="24" fill="hsl(${(hue + 40) % 360} 70% 62%)"/>
    <rect x="30" y="30" width="36" height="36" rx="8" fill="hsl(${(hue + 200) % 360} 60% 70%)"/>
  </g>
</svg>`;
}
