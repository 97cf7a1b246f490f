/**
 * Moments that are easily stored as other ones: hours that clocks in New York skip or show twice, the day that Samoa
 * skipped, the limits of what counts seconds in 32 bits, and dates of other centuries; all as UTC.
 */
export const instants: readonly Date[] = [
  '1000-01-01T00:00:01.000Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '2011-12-30T12:00:00.000Z',
  '2026-03-08T02:30:00.000Z',
  '2026-03-08T06:59:59.999Z',
  '2026-03-08T07:00:00.001Z',
  '2026-11-01T01:30:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2038-01-19T03:14:07.999Z',
  '2038-01-19T03:14:08.000Z',
  '2100-02-28T23:59:59.999Z',
  '9999-12-31T23:59:59.999Z',
].map((text) => new Date(text));
