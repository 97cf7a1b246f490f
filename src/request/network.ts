/** Returns the network of an address, /24 for IPv4 and /48 for IPv6; undefined for anything that is no address. */
export function networkOf(address: string): string | undefined {
  if (!address.includes(':')) return v4NetworkOf(address);
  const groups = groupsOf(address);
  if (!groups) return undefined;
  // An IPv4 address within IPv6, as a socket that takes both shows it.
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (!isMapped) return `${shortest(`${groups.slice(0, 3).join(':')}::`)}/48`;
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return `${high >> 8}.${high & 255}.${low >> 8}.0/24`;
}

function v4NetworkOf(address: string): string | undefined {
  const [, network, ...parts] = /^((\d{1,3})\.(\d{1,3})\.(\d{1,3}))\.(\d{1,3})$/.exec(address) ?? [];
  return network && parts.every((part) => String(Number(part)) === part && Number(part) < 256)
    ? `${network}.0/24`
    : undefined;
}

/** Returns the eight groups of an IPv6 address, each as short as it can be written; undefined for anything else. */
function groupsOf(address: string): string[] | undefined {
  const text = /^[\da-f:.]+$/i.test(address) && shortest(address);
  if (!text) return undefined;
  const [before = [], after = []] = text.split('::').map((half) => half.split(':').filter(Boolean));
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}

/** Returns an IPv6 address in the one form that the parser of URLs writes; undefined for anything else. */
function shortest(address: string): string | undefined {
  try {
    return new URL(`http://[${address}]`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
}
