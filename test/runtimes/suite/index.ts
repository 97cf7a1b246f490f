import type { MySqlAdapterMethods } from 'authjs-drizzle-mysql';
import { type Marks, readMarks } from './marks.ts';
import { type Outage, readOutages } from './outages.ts';
import { makeSite } from './site.ts';
import { type Scene, steps } from './steps.ts';

/** The settings of the suite; each is a variable of the runtime. */
export interface Settings {
  readonly DATABASE_URL: string;
  readonly PROVIDER_URL: string;
  /** An address where nothing listens. */
  readonly UNREACHABLE_URL: string;
  /** The names of the troubles that are set up, with commas between them; empty for none. */
  readonly TROUBLES: string;
}

/** The result of the suite in one runtime. */
export interface Report {
  readonly marks: Marks;
  readonly steps: readonly StepResult[];
  readonly outages: readonly Outage[];
}

interface StepResult {
  readonly name: string;
  /** `passed`, or why it failed. */
  readonly result: string;
}

/** Runs every step on an adapter, in the runtime that calls this, and then into every trouble. */
export async function runSuite(
  adapterOn: (url: string) => MySqlAdapterMethods,
  settings: Settings,
): Promise<Report> {
  const site = makeSite(adapterOn(settings.DATABASE_URL), settings.PROVIDER_URL);
  const scene: Scene = { site, ada: site.newVisitor(), grace: site.newVisitor() };
  const results: StepResult[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const failure = await step(scene).then(
      () => undefined,
      (error: unknown) => [error, ...site.errors].join('; '),
    );
    results.push({ name, result: failure ?? 'passed' });
  }
  return { marks: readMarks(), steps: results, outages: await readOutages(adapterOn, settings) };
}
