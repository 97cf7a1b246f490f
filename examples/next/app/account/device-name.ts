/** From the most to the least specific: Edge and Opera call themselves Chrome as well, and Chrome calls itself Safari. */
const BROWSERS = {
  Edge: /Edg/,
  Opera: /OPR/,
  Firefox: /Firefox|FxiOS/,
  Chrome: /Chrome|CriOS/,
  Safari: /Safari/,
};

const SYSTEMS = {
  Android: /Android/,
  iOS: /iPhone|iPad/,
  Windows: /Windows/,
  macOS: /Mac OS/,
  ChromeOS: /CrOS/,
  Linux: /Linux/,
};

/** Returns what a browser says of itself, as people say it: "Firefox on Linux". */
export function deviceName(userAgent?: string | null): string {
  const browser = nameIn(BROWSERS, userAgent ?? '') ?? 'Unknown browser';
  const system = nameIn(SYSTEMS, userAgent ?? '');
  return system ? `${browser} on ${system}` : browser;
}

const nameIn = (patterns: Record<string, RegExp>, text: string) =>
  Object.keys(patterns).find((name) => patterns[name]?.test(text));
