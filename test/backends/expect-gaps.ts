import { basename } from 'node:path';
import { afterAll, beforeEach, expect, type RunnerTask, type RunnerTestSuite } from 'vitest';
import type { Gap } from './backend.ts';
import { wantedBackends } from './index.ts';

const gaps = wantedBackends().flatMap(({ name, gaps = [] }) =>
  gaps.map((gap) => ({ ...gap, backend: name })),
);

/** Expects the tests that a backend declares to fail. Those that it leaves out are skipped, with the reason. */
beforeEach(({ task, skip }) => {
  const gap = gaps.find((each) => isOf(task, each));
  if (gap?.isLeftOut) skip(gap.reason);
  // Its type says that only a collector may set it.
  if (gap) Object.assign(task, { fails: true });
});

/** Fails where a backend declares a test that its file does not have. */
// vitest looks at how the first argument is written, and takes no other form of it.
// biome-ignore lint/correctness/noEmptyPattern: see above
afterAll(({}, file) => {
  const tests = testsIn(file);
  const inThisFile = gaps.filter((gap) => gap.file === basename(file.file.filepath));
  const isKnown = (gap: Declared) => tests.some((task) => isOf(task, gap));
  expect(
    inThisFile.filter((gap) => !isKnown(gap)),
    'gaps that name no test',
  ).toEqual([]);
});

type Declared = Gap & { readonly backend: string };

function isOf(task: RunnerTask, { backend, file, test }: Declared): boolean {
  const [first = '', ...titles] = titlesOf(task);
  // vitest puts a name in a title between quotation marks.
  return (
    basename(task.file.filepath) === file &&
    first.includes(`'${backend}'`) &&
    titles.join(' > ').includes(test)
  );
}

/** Returns the titles of the suites around a test and its own. */
const titlesOf = ({ name, suite }: RunnerTask): string[] => [...(suite ? titlesOf(suite) : []), name];

const testsIn = ({ tasks }: RunnerTestSuite): RunnerTask[] =>
  tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task) : [task]));
