import { ratios, type Spread } from '../statistics.ts';
import type { ContenderEntry } from './contenders/index.ts';
import type { Measured } from './measure.ts';
import type { Plan, Setting } from './plan.ts';
import type { Count, Sample } from './rounds.ts';

/** Everything that a run measured. */
export interface SideBySide {
  readonly contenders: readonly ContenderEntry[];
  readonly plan: Plan;
  readonly samples: readonly Sample[];
  readonly counts: readonly Count[];
  readonly surroundings: string;
}

/** Compares what a scenario cost two contenders. */
export function ratioOf(
  samples: readonly Sample[],
  about: Setting & {
    readonly scenario: string;
    readonly contender: string;
    readonly to: string;
    readonly metric: keyof Measured;
  },
): Spread {
  const valuesOf = (contender: string) =>
    samples
      .filter((sample) => sample.scenario === about.scenario && sample.contender === contender)
      .filter(({ concurrency, delayMs }) => concurrency === about.concurrency && delayMs === about.delayMs)
      .toSorted((one, other) => one.round - other.round)
      .map((sample) => sample[about.metric]);
  return ratios(valuesOf(about.contender), valuesOf(about.to));
}
