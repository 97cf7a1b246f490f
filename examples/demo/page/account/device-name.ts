import Bowser from 'bowser';

/** What a browser said about itself, as far as it can be made out. */
export interface DeviceName {
  /** Such as `Firefox 133 on Windows`, or `Unknown browser`. */
  readonly text: string;
  readonly kind: 'desktop' | 'phone' | 'unknown';
}

const BROWSERS: ReadonlySet<unknown> = new Set(Object.values(Bowser.BROWSER_MAP));

/**
 * Names the browser and the system of a `User-Agent`, which anybody can make up.
 *
 * Only names that the parser has in its list: its last resort is whatever the header begins with. And no version of a
 * system: browsers have frozen it, so that Windows 11 says 10.
 */
export function deviceNameOf(userAgent: string | null | undefined): DeviceName {
  // The parser refuses empty text.
  const { browser, os, platform } = Bowser.parse(userAgent || 'unknown');
  if (!BROWSERS.has(browser.name)) return { text: 'Unknown browser', kind: 'unknown' };
  const major = /^\d{1,4}/.exec(browser.version ?? '')?.[0];
  const system = platform.vendor === 'Apple' && platform.model ? platform.model : os.name;
  const name = [browser.name, major].filter(Boolean).join(' ');
  return { text: system ? `${name} on ${system}` : name, kind: KINDS.get(platform.type) ?? 'unknown' };
}

const KINDS = new Map<string | undefined, DeviceName['kind']>([
  ['desktop', 'desktop'],
  ['mobile', 'phone'],
  ['tablet', 'phone'],
]);
