import { COMMANDS, COMMON_OPTIONS, type Definition, type Option } from './commands.ts';

/** Returns the help for one command, or for all. */
export const helpFor = (name?: string, command?: Definition): string =>
  `${(name && command ? ofCommand(name, command) : ofAll()).join('\n')}\n`;

const ofAll = () => [
  'Usage: npx authjs-drizzle-mysql <command> [options]',
  '',
  'Looks after the tables of Auth.js in MySQL, MariaDB, Vitess or PlanetScale.',
  '',
  'Commands:',
  ...columns(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary])),
  '',
  'Options:',
  ...rows(COMMON_OPTIONS),
  '',
  ...ENVIRONMENT,
  '',
  ...EXIT_CODES,
];

const ofCommand = (name: string, { summary, options, more }: Definition) => [
  `Usage: npx authjs-drizzle-mysql ${name} [options]`,
  '',
  `${summary.replace(/^./, (first) => first.toUpperCase())}.`,
  '',
  'Options:',
  ...rows({ ...options, ...COMMON_OPTIONS }),
  '',
  ...more,
];

const ENVIRONMENT = [
  'Environment:',
  '  DATABASE_URL  mysql://user:password@host:3306/database, and for TLS',
  '                ?ssl={"rejectUnauthorized":true}',
];

const EXIT_CODES = [
  'Exit codes:',
  '  0    done, and nothing is wrong',
  '  1    something is wrong, or has failed',
  '  2    wrong usage: nothing was done',
  '  130  stopped by Ctrl-C; 143 by SIGTERM. What was done stays done: run it again to go on',
];

const rows = (options: Readonly<Record<string, Option>>) =>
  columns(
    Object.entries(options).map(([name, { value, text }]) => [
      `--${name}${value ? ` <${value}>` : ''}`,
      text,
    ]),
  );

/** Returns lines of two columns. */
function columns(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
