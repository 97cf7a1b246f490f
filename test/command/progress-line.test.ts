import { describe, expect, it } from 'vitest';
import { progressLine, progressText } from '../../src/command/progress-line.ts';

const step = { done: 620_000, total: 1_000_000, perSecond: 8214.4, elapsedSeconds: 75.5 };

describe('a line of progress', () => {
  it('has a bar of a width that leaves room for the rest', () => {
    expect(progressLine(step, 120)).toBe(
      `[${'#'.repeat(24)}${'.'.repeat(16)}]   62 %  620,000 of 1,000,000  8,214/s  47 s left`,
    );
  });

  it('leaves out what matters least where it is narrow, and is never wider than it may be', () => {
    for (let width = 0; width <= 120; width++)
      for (const total of [step.total, undefined])
        expect(progressLine({ ...step, total }, width).length).toBeLessThanOrEqual(width);
    expect(progressLine(step, 60)).toBe('[###########.......]   62 %  620,000 of 1,000,000  47 s left');
    expect(progressLine(step, 50)).toBe('[###########........]   62 %  620,000 of 1,000,000');
    expect(progressLine(step, 20)).toBe('[######.....]   62 %');
    expect(progressLine(step, 12)).toBe(' 62 %');
  });

  it('has no share as long as nobody has counted', () => {
    expect(progressLine({ ...step, total: undefined }, 80)).toBe('620,000 done  8,214/s  1 min 16 s');
  });

  it('never goes beyond the whole, and says nothing of a rate that is not known', () => {
    const late = { done: 12, total: 10, perSecond: undefined, elapsedSeconds: 0 };
    expect(progressText(late)).toBe('12 of 12 (100 %)');
    expect(progressText({ ...late, done: 0, total: 0 })).toBe('0 of 0 (0 %)');
    expect(progressText({ ...late, done: 999, total: 1000 })).toBe('999 of 1,000 (99 %)');
  });

  it('in a log says the same in words', () => {
    expect(progressText(step)).toBe('620,000 of 1,000,000 (62 %), 8,214/s, 47 s left');
    expect(progressText({ ...step, perSecond: 10 })).toBe(
      '620,000 of 1,000,000 (62 %), 10/s, 10 h 33 min left',
    );
  });
});
