import { spreadText, table } from '../report/table.ts';
import { ratioOf, type SideBySide } from './comparison.ts';
import { FLOOR, REFERENCE } from './contenders/index.ts';
import type { Measured } from './measure.ts';
import type { Setting } from './plan.ts';

/** Returns the whole report in Markdown. */
export function sideBySideReport(results: SideBySide): string {
  const { plan, surroundings } = results;
  return [
    '# Side by side',
    `Ratios to \`@auth/drizzle-adapter\`, taken within each of ${plan.rounds} interleaved rounds: the median, with the smallest and the largest in brackets. CPU is the client's. Less is better, except for throughput.`,
    surroundings,
    '![Client CPU per operation](side-by-side.svg)',
    '## Statements',
    statementsTable(results),
    'The driver of `@auth/prisma-adapter` sends each statement twice, to prepare and to execute it, and both count.',
    ...plan.scenarios.flatMap(({ name }) => [`## ${upperFirst(name)}`, scenarioTable(results, name)]),
    '',
  ].join('\n\n');
}

function statementsTable({ contenders, plan, counts }: SideBySide): string {
  const countOf = (scenario: string, contender: string) =>
    counts.find((count) => count.scenario === scenario && count.contender === contender)?.statements ?? '';
  return table(
    ['', ...plan.scenarios.map(({ name }) => name)],
    contenders.map(({ name, label }) => [
      label,
      ...plan.scenarios.map((scenario) => countOf(scenario.name, name)),
    ]),
  );
}

function scenarioTable({ contenders, plan, samples }: SideBySide, scenario: string): string {
  const isRead = scenario === 'session read';
  const heads = ['at once', '', 'CPU', 'throughput', 'p50', 'p99'];
  const rows = plan.settings.flatMap((setting) =>
    contenders.map(({ name, label }) => {
      const compare = (metric: keyof Measured, to = REFERENCE) =>
        spreadText(ratioOf(samples, { scenario, ...setting, contender: name, to, metric }));
      return [
        settingText(setting),
        label,
        compare('cpuMicroseconds'),
        compare('operationsPerSecond'),
        compare('p50Ms'),
        compare('p99Ms'),
        ...(isRead ? [compare('cpuMicroseconds', FLOOR)] : []),
      ];
    }),
  );
  return table(isRead ? [...heads, 'CPU, `pool.query` = 1'] : heads, rows);
}

const settingText = ({ concurrency, delayMs }: Setting) =>
  delayMs > 0 ? `${concurrency}, ${delayMs} ms each way` : String(concurrency);

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
