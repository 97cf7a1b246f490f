import { BlockList, isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../src/request/network.ts';

const byte = fc.integer({ min: 0, max: 255 });
const group = fc.integer({ min: 0, max: 0xffff });
const v4 = fc.tuple(byte, byte, byte, byte).map((parts) => parts.join('.'));
const groups = fc.array(fc.oneof(group, fc.constant(0)), { minLength: 8, maxLength: 8 });
const hex = (value: number) => value.toString(16);

/** Writes an address as its sender may: with leading zeros, in capitals, its last part as an IPv4 address. */
const spellings = ([...parts]: readonly number[]): string[] => {
  const [high = 0, low = 0] = parts.slice(6);
  const ending = [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return [
    parts.map(hex).join(':'),
    parts.map((part) => hex(part).padStart(4, '0').toUpperCase()).join(':'),
    `${parts.slice(0, 6).map(hex).join(':')}:${ending}`,
    new URL(`http://[${parts.map(hex).join(':')}]`).hostname.slice(1, -1),
  ];
};
const isMapped = (parts: readonly number[]) =>
  parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;

describe('the network of an address', () => {
  it('has the first 24 bits of an IPv4 address', () => {
    fc.assert(
      fc.property(v4, (address) => {
        expect(networkOf(address)).toBe(`${address.split('.').slice(0, 3).join('.')}.0/24`);
      }),
    );
  });

  it('has the first 48 bits of an IPv6 address, in one form however it is written', () => {
    fc.assert(
      fc.property(
        groups.filter((parts) => !isMapped(parts)),
        (parts) => {
          const networks = new Set(spellings(parts).map(networkOf));
          expect(networks.size).toBe(1);
          const [network = '', bits] = [...networks][0]?.split('/') ?? [];
          expect(bits).toBe('48');
          expect(isIPv6(network)).toBe(true);
          // Node knows by itself which addresses are in a network.
          const list = new BlockList();
          list.addSubnet(network, 48, 'ipv6');
          for (const spelling of spellings(parts)) expect(list.check(spelling, 'ipv6')).toBe(true);
          const other = parts.with(2, ((parts[2] ?? 0) + 1) & 0xffff);
          expect(list.check(other.map(hex).join(':'), 'ipv6')).toBe(false);
        },
      ),
    );
  });

  it('is that of the IPv4 address, if a socket shows one as IPv6', () => {
    fc.assert(
      fc.property(v4, (address) => {
        for (const prefix of ['::ffff:', '::FFFF:', '0:0:0:0:0:ffff:'])
          expect(networkOf(prefix + address)).toBe(networkOf(address));
      }),
    );
  });

  it('is there for addresses alone', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.:a-f]{0,20}$/)), (text) => {
        expect(networkOf(text) !== undefined).toBe(isIPv4(text) || isIPv6(text));
      }),
    );
  });

  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['0.0.0.0', '0.0.0.0/24'],
    ['255.255.255.255', '255.255.255.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['::ffff:cb00:7107', '203.0.113.0/24'],
    ['2001:DB8:1:2::7', '2001:db8:1::/48'],
    ['2001:db8::7', '2001:db8::/48'],
    ['2001:0:0:1::7', '2001::/48'],
    ['::1', '::/48'],
    ['fe80::1', 'fe80::/48'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([
    ...['', ' ', 'unknown', '_hidden', '-', 'localhost', '1', '16909060', '0x7f.0.0.1', '127.1'],
    ...['256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '1.2.3.04', ' 1.2.3.4', '1.2.3.4\n', '1.2.3.4/24'],
    ...['203.0.113.7:443', '[2001:db8::7]', '[2001:db8::7]:443', 'fe80::1%eth0', '2001:db8:::7', ':::'],
    ...['2001:db8::7]/@[::1', '::1]:80/', '1::2::3', '12345::', '::1.2.3', '::1.2.3.256', '::1.2.3.4:5'],
    ...['١.٢.٣.٤', '２０３.0.113.7', '<script>', "'; drop table sessions; --"],
  ])('of %j does not exist', (text) => {
    expect(networkOf(text)).toBeUndefined();
  });
});
