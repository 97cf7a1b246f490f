import { expect, it } from 'vitest';
import { once } from '../../src/database/once.ts';

it('builds when it is first called, and only then, also if what it builds is undefined', () => {
  let built = 0;
  const build = once(() => {
    built++;
    return undefined;
  });
  expect(built).toBe(0);
  expect([build(), build()]).toEqual([undefined, undefined]);
  expect(built).toBe(1);
});

it('tries again after a failure', () => {
  let tries = 0;
  const build = once(() => {
    if (++tries === 1) throw new Error('the first');
    return tries;
  });
  expect(build).toThrow('the first');
  expect([build(), build()]).toEqual([2, 2]);
});
