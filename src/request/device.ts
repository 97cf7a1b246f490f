import { requireName, requireRow } from '../adapter/arguments.ts';
import { headerOf, type RequestHeaders } from './headers.ts';
import { networkOf } from './network.ts';

/** What a request tells about the device that it came from; null for what it does not tell. */
// Not an interface, which cannot be assigned to values of any column, as options have that name no tables.
export type Device = {
  /** The header `User-Agent`, at most 255 characters. */
  userAgent: string | null;
  /** The network of the address: `203.0.113.0/24`, `2001:db8:1::/48`. */
  ipAddress: string | null;
};

/** Where {@link deviceFrom} finds the address. */
export interface DeviceOptions {
  /**
   * The header in which your host puts the address of the visitor, and which it overwrites if the visitor sends it:
   * `x-vercel-forwarded-for`, `cf-connecting-ip`, `fly-client-ip`. If it lists several, the last one counts: those before
   * it may come from anybody.
   * @default none: no address is kept
   */
  readonly ipHeader?: string | undefined;
}

/**
 * Reads the browser and the network of a request, for the columns of `deviceColumns()`.
 *
 * An address is cut to its network, /24 or /48, which is enough to recognize a session by and does not name a person.
 * Anything that is no address is null. Throws `INVALID_ARGUMENT` for anything that is not headers.
 *
 * @example
 * newSessionValues: async () => deviceFrom(await headers(), { ipHeader: 'x-vercel-forwarded-for' })
 */
export function deviceFrom(headers: RequestHeaders, options: DeviceOptions = {}): Device {
  const { ipHeader } = requireRow(options, 'options');
  const address =
    ipHeader === undefined ? undefined : headerOf(headers, requireName(ipHeader, 'ipHeader').toLowerCase());
  return {
    userAgent: cut(headerOf(headers, 'user-agent')),
    ipAddress: (address && networkOf(address.slice(address.lastIndexOf(',') + 1).trim())) || null,
  };
}

const cut = (text: string | undefined) => (text ? Array.from(text).slice(0, 255).join('') : null);
