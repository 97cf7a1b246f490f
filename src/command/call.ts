import { parseArgs } from 'node:util';
import { COMMANDS, COMMON_OPTIONS, type Definition, type Option, type Values } from './commands.ts';
import { wrongUsage } from './failure.ts';

/** What the arguments ask for. */
export interface Call {
  /** The name of the command, if there is one. */
  readonly name: string | undefined;
  readonly command: Definition | undefined;
  readonly values: Values;
}

/** Takes the arguments apart; those that there are not are wrong usage, and never quoted if they could be a secret. */
export function parseCall(args: readonly string[]): Call {
  if (args.some((arg) => arg.includes('://')))
    throw wrongUsage(
      'Expected the address of the database in the variable DATABASE_URL, got it as an argument, which `ps` shows to ' +
        'everybody on this machine and the shell remembers. If its password is a real one, change it.',
    );
  const { tokens } = parseArgs({
    args: [...args],
    options: optionsToParse,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const [name, ...more] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (name !== undefined && !command)
    throw wrongUsage(`Expected one of ${listed(Object.keys(COMMANDS))}${got(name)}.`);
  const options = { ...command?.options, ...COMMON_OPTIONS };
  const given = tokens.filter((token) => token.kind === 'option');
  const values = given.map((token) => [token.name, requireValue(token, options, name)] as const);
  if (more.length > 0) throw wrongUsage(`Expected nothing but options after ${name}.`);
  return { name, command, values: Object.fromEntries(values) };
}

/** The options of all commands, as Node's `parseArgs` takes them: which ones a command has is checked afterwards. */
const optionsToParse = Object.fromEntries(
  Object.entries(
    Object.assign({}, COMMON_OPTIONS, ...Object.values(COMMANDS).map(({ options }) => options)),
  ).map(([name, option]) => [
    name,
    { type: (option as Option).value ? ('string' as const) : ('boolean' as const) },
  ]),
);

/** An option as `parseArgs` found it. */
interface GivenOption {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function requireValue(
  { name, rawName, value }: GivenOption,
  options: Readonly<Record<string, Option>>,
  command: string | undefined,
): string | boolean {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) {
    const allowed = Object.keys(options).map((each) => `--${each}`);
    throw wrongUsage(
      `Expected options of ${command ?? 'this command'} (${allowed.join(', ')})${got(rawName)}.`,
    );
  }
  if (!option.value && value !== undefined) throw wrongUsage(`Expected no value for --${name}.`);
  if (option.value && (value === undefined || value === ''))
    throw wrongUsage(`Expected a value for --${name}.`);
  return value ?? true;
}

/** Quotes what was given if it is a word: anything else might be a password. */
const got = (given: string) => (/^-{0,2}[a-z][a-z-]{0,19}$/.test(given) ? `, got ${given}` : '');

/** Lists names as a sentence does. */
const listed = (names: readonly string[]) => new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
