import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceOptions, deviceFrom } from '../../src/index.ts';

const nothing = { userAgent: null, ipAddress: null };
const options = { ipHeader: 'x-real-ip' };

describe('the device of a request', () => {
  it('has the browser, and the network of the address in the header that is named', () => {
    const headers = { 'user-agent': 'Firefox', 'x-real-ip': '203.0.113.7' };
    const device = { userAgent: 'Firefox', ipAddress: '203.0.113.0/24' };
    expect(deviceFrom(headers, options)).toEqual(device);
    expect(deviceFrom(new Headers(headers), options)).toEqual(device);
    // Node writes names in lower case, and a Headers object takes any.
    expect(deviceFrom(headers, { ipHeader: 'X-Real-IP' })).toEqual(device);
  });

  it('has no address unless a header is named, whatever the visitor sends', () => {
    const names = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'];
    const headers = Object.fromEntries(names.map((name) => [name, '203.0.113.7']));
    for (const given of [undefined, {}, { ipHeader: undefined }])
      expect(deviceFrom(headers, given)).toEqual(nothing);
    expect(deviceFrom(headers, { ipHeader: 'fly-client-ip' })).toEqual(nothing);
  });

  it.each([
    ['8.8.8.8, 203.0.113.7', '203.0.113.0/24'],
    ['8.8.8.8,203.0.113.7', '203.0.113.0/24'],
    ['  203.0.113.7\t', '203.0.113.0/24'],
    ['203.0.113.7, unknown', null],
    ['203.0.113.7,', null],
    ['', null],
    [',', null],
    ['203.0.113.7:443', null],
  ])('has the last address of a list, which the host has added: %j', (value, ipAddress) => {
    expect(deviceFrom({ 'x-real-ip': value }, options)).toEqual({ ...nothing, ipAddress });
  });

  it('has null for what was not sent', () => {
    expect(deviceFrom(new Headers(), options)).toEqual(nothing);
    expect(deviceFrom({}, options)).toEqual(nothing);
    expect(deviceFrom({ 'user-agent': '', 'x-real-ip': '' }, options)).toEqual(nothing);
    expect(deviceFrom({ 'user-agent': ['a', 'b'], 'x-real-ip': ['::1', '::2'] }, options)).toEqual(nothing);
  });

  it('has the first 255 characters of the browser, none of them by half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (text) => {
        const { userAgent } = deviceFrom({ get: () => text });
        expect(text.startsWith(userAgent ?? '-')).toBe(true);
        // MySQL counts them so too.
        expect([...(userAgent ?? '')]).toHaveLength(Math.min(255, [...text].length));
        expect(userAgent).not.toMatch(/\p{Surrogate}/u);
      }),
    );
    expect(deviceFrom({ 'user-agent': `${'x'.repeat(254)}🦊🦊` }).userAgent).toBe(`${'x'.repeat(254)}🦊`);
  });

  it('fits the columns that it is for, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (address) => {
        const { ipAddress } = deviceFrom({ 'x-real-ip': address }, options);
        expect((ipAddress ?? '').length).toBeLessThanOrEqual(45);
        if (ipAddress) expect(ipAddress).toMatch(/^[\da-f.:]+\/(24|48)$/);
      }),
    );
  });

  it.each([
    [{ headers: undefined }, /^Expected `headers` to be a Headers object/],
    [{ headers: Promise.resolve(new Headers()) }, /`headers` .* got a promise: await it first/],
    [{ options: null }, /^Expected `options` to be an object, got null/],
    [{ options: 'x-real-ip' }, /^Expected `options` to be an object, got a string/],
    [{ options: { ipHeader: '' } }, /^Expected `ipHeader` to be non-empty text/],
    [{ options: { ipHeader: 7 } }, /^Expected `ipHeader` to be a string, got a number/],
    [{ options: { ipHeader: ['x-real-ip'] } }, /^Expected `ipHeader` to be a string, got an array/],
  ])('is refused from what it cannot be read from: case %#', (given, message) => {
    const { headers, options } = { headers: {}, options: {}, ...given };
    const read = () => deviceFrom(headers as never, options as DeviceOptions);
    expect(read).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });
});
