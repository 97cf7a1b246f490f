import { expect, it } from 'vitest';
import { agoOf, timeAgo } from './time.ts';

const NOW = new Date('2026-03-05T14:07:30Z');

it('says how long ago a moment was, and its date after 30 days', () => {
  const ago = (seconds: number) => agoOf(new Date(Number(NOW) - seconds * 1000), NOW);
  const day = 24 * 60 * 60;
  expect([59, 60, 119, 3600, 5 * 3600, day, 30 * day].map(ago)).toEqual([
    'just now',
    '1 minute ago',
    '1 minute ago',
    '1 hour ago',
    '5 hours ago',
    'yesterday',
    '30 days ago',
  ]);
  expect(ago(31 * day)).toBe('2 Feb 2026, 14:07 UTC');
  expect(ago(-5)).toBe('just now'); // the database's clock may be ahead
});

it('gives the exact moment to machines', async () => {
  expect(String(await timeAgo(NOW, NOW))).toBe(
    '<time datetime="2026-03-05T14:07:30.000Z" title="5 Mar 2026, 14:07 UTC">just now</time>',
  );
});
