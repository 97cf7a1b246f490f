import { barChart } from '../report/bars.ts';
import { spreadText, table } from '../report/table.ts';
import type { Measured } from '../side-by-side/measure.ts';
import type { Setting } from '../side-by-side/plan.ts';
import type { Sample } from '../side-by-side/rounds.ts';
import { median, ratios } from '../statistics.ts';
import type { Count } from './count.ts';
import { engines, MYSQL, ONE_SHARD, several } from './engines.ts';

/** Everything that a run measured; a sample's contender is an engine. */
export interface VitessResults {
  readonly scenarios: readonly string[];
  readonly settings: readonly Setting[];
  readonly rounds: number;
  readonly samples: readonly Sample[];
  readonly counts: readonly Count[];
  readonly surroundings: string;
}

type Metric = 'cpuMicroseconds' | 'p50Ms';

/** Returns the whole report in Markdown. */
export function vitessReport(results: VitessResults): string {
  const { rounds, surroundings, scenarios, settings } = results;
  return [
    '# On Vitess',
    `What the same calls cost on MySQL and on Vitess with one shard and with more, with the production tables over \`/mysql2\`. CPU is the client's per flow, p50 its median time. Both are the medians of ${rounds} interleaved rounds; ratios are taken within each round: the median, with the smallest and the largest in brackets. All engines run at once, in one vtcombo and the MySQL beneath it, which is also the MySQL that they are compared with.`,
    surroundings,
    '![Client CPU and median time of each flow](vitess.svg)',
    '## Queries',
    'How many queries one flow sends to MySQL, or has vtgate send to its tablets, and in brackets the most shards that one flow asked, those with sequences aside.',
    queriesTable(results),
    growthText(results),
    ...settings.flatMap((setting) => [
      `## From two shards to eight, ${setting.concurrency} at once`,
      'The cost with eight shards, where that with two is 1.',
      shardsTable(results, setting),
    ]),
    ...settings.flatMap((setting) =>
      scenarios.flatMap((scenario) => [
        `## ${upperFirst(scenario)}, ${setting.concurrency} at once`,
        scenarioTable(results, scenario, setting),
      ]),
    ),
    '',
  ].join('\n\n');
}

function queriesTable({ scenarios, counts }: VitessResults): string {
  return table(
    ['', ...scenarios],
    engines.map(({ name, label }) => [
      label,
      ...scenarios.map((scenario) => countText(counts, scenario, name)),
    ]),
  );
}

/** Says which scenarios cost more queries on some engine than on the one before it, from two shards on. */
function growthText({ scenarios, counts }: VitessResults): string {
  const queriesOf = (scenario: string, engine: string) =>
    counts.find((count) => count.scenario === scenario && count.engine === engine)?.queries ?? 0;
  const growing = scenarios.filter((scenario) => {
    const queries = several.map(({ name }) => queriesOf(scenario, name));
    return queries.some((each, index) => each > (queries[index - 1] ?? each));
  });
  return `From two shards on, more shards mean more queries for: ${growing.join('; ') || 'none of them'}.`;
}

function countText(counts: readonly Count[], scenario: string, engine: string): string {
  const count = counts.find((each) => each.scenario === scenario && each.engine === engine);
  if (!count) return '';
  return count.shards === undefined ? String(count.queries) : `${count.queries} (${count.shards})`;
}

function shardsTable({ scenarios, samples }: VitessResults, setting: Setting): string {
  const [fewest, most] = [several.at(0)?.name ?? '', several.at(-1)?.name ?? ''];
  const compare = (scenario: string, metric: Metric) =>
    spreadText(ratioOf(samples, { ...setting, scenario, engine: most, to: fewest, metric }));
  return table(
    ['', 'CPU', 'p50'],
    scenarios.map((scenario) => [scenario, compare(scenario, 'cpuMicroseconds'), compare(scenario, 'p50Ms')]),
  );
}

function scenarioTable({ samples }: VitessResults, scenario: string, setting: Setting): string {
  const of = { scenario, ...setting };
  const heads = [
    'CPU, µs',
    'CPU, MySQL = 1',
    'CPU, one shard = 1',
    'p50, ms',
    'p50, MySQL = 1',
    'p50, one shard = 1',
  ];
  return table(
    ['', ...heads],
    engines.map(({ name, label }) => {
      const cells = (metric: Metric, digits: number) => [
        median(valuesOf(samples, { ...of, engine: name, metric })).toFixed(digits),
        ...[MYSQL, ONE_SHARD].map((to) => spreadText(ratioOf(samples, { ...of, engine: name, to, metric }))),
      ];
      return [label, ...cells('cpuMicroseconds', 0), ...cells('p50Ms', 2)];
    }),
  );
}

/** Draws what each flow costs the client in the first setting: CPU above, time below. */
export function vitessPicture({ scenarios, samples, rounds, settings }: VitessResults): string {
  const [{ concurrency, delayMs } = { concurrency: 1, delayMs: 0 }] = settings;
  const of = { concurrency, delayMs, to: ONE_SHARD };
  const metrics = [
    ['CPU', 'cpuMicroseconds'],
    ['time', 'p50Ms'],
  ] as const;
  const panels = metrics.flatMap(([word, metric]) =>
    scenarios.map((scenario) => ({
      head: `${scenario}: ${word}`,
      bars: engines.map(({ name }) => ratioOf(samples, { ...of, scenario, engine: name, metric })),
    })),
  );
  const most = Math.max(...panels.flatMap(({ bars }) => bars.map((bar) => bar.median)));
  return barChart({
    title: 'Client CPU and median time per flow, Vitess with one shard = 1',
    note: `Less is better. Median of ${rounds} interleaved rounds, with the smallest and the largest; ${concurrency} at once.`,
    rows: engines.map(({ label, shards }) => ({ label, tone: shards === undefined ? 'other' : 'ours' })),
    panels,
    layout: {
      labels: 140,
      panel: 206,
      longest: 126,
      abreast: scenarios.length,
      most: Math.ceil(most * 2) / 2,
    },
  });
}

interface Which extends Setting {
  readonly scenario: string;
  readonly engine: string;
  readonly metric: Metric & keyof Measured;
}

/** Compares what a scenario cost two engines, round by round. */
export function ratioOf(samples: readonly Sample[], about: Which & { readonly to: string }) {
  return ratios(valuesOf(samples, about), valuesOf(samples, { ...about, engine: about.to }));
}

const valuesOf = (samples: readonly Sample[], { scenario, engine, concurrency, delayMs, metric }: Which) =>
  samples
    .filter((sample) => sample.scenario === scenario && sample.contender === engine)
    .filter((sample) => sample.concurrency === concurrency && sample.delayMs === delayMs)
    .toSorted((one, other) => one.round - other.round)
    .map((sample) => sample[metric]);

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
