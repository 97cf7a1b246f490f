import { table } from '../report/table.ts';

/** Whether an adapter kept a promise. */
export interface Verdict {
  /** The adapter, as reports name it. */
  readonly adapter: string;
  readonly says: string;
  readonly isKept: boolean;
}

/** What was found, and where. */
export interface Guarantees {
  readonly verdicts: readonly Verdict[];
  readonly surroundings: string;
}

/** Writes a table with a row for each promise and a column for each adapter. */
export function guaranteesReport({ verdicts, surroundings }: Guarantees): string {
  const adapters = [...new Set(verdicts.map(({ adapter }) => adapter))];
  const said = [...new Set(verdicts.map(({ says }) => says))];
  const word = (adapter: string, says: string) =>
    verdicts.find((verdict) => verdict.adapter === adapter && verdict.says === says)?.isKept ? 'yes' : 'no';
  const rows = said.map((says) => [says, ...adapters.map((adapter) => word(adapter, says))]);
  return [
    '# Guarantees',
    'Whether each adapter keeps what a site may rely on, tried on the tables that its documentation or its own tests give, on a server that is not in strict mode. `npm run bench:guarantees` tries it again.',
    surroundings,
    table(['', ...adapters], rows),
    '',
  ].join('\n\n');
}
