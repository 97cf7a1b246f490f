import type { ExecuteAnswer } from '../../../dev/planetscale/sessions/execute.ts';

/** A database behind a stand-in, by its names: as it is asked for, and on the MySQL beneath. */
export interface Names {
  readonly database: string;
  readonly beneath: string;
}

/** The parts of an answer by their path, such as `fields.0.type`. */
export type Parts = ReadonlyMap<string, unknown>;

/** Sends statements in one session to a stand-in, and returns the parts of each answer. */
export async function answersOf(url: string, statements: readonly string[], names: Names): Promise<Parts[]> {
  const answers: Parts[] = [];
  let session: unknown = null;
  for (const query of statements) {
    const answer = await execute(url, query, session);
    session = answer.session;
    answers.push(partsOf(answer, names));
  }
  return answers;
}

async function execute(url: string, query: string, session: unknown): Promise<ExecuteAnswer> {
  const { origin, username, password } = new URL(url);
  const response = await fetch(`${origin}/psdb.v1alpha1.Database/Execute`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Basic ${btoa(`${username}:${password}`)}`,
    },
    body: JSON.stringify({ query, session }),
  });
  if (response.status !== 200) throw new Error(`Expected HTTP 200, got ${response.status} for ${query}`);
  return (await response.json()) as ExecuteAnswer;
}

/** Lists everything in an answer but what no two answers share: the time, the signature, the ids. */
function partsOf({ result, error, session }: ExecuteAnswer, names: Names): Parts {
  const { SessionUUID: _, shardSessions, ...rest } = session.vitessSession;
  const { rows, ...about } = result ?? {};
  const plain = {
    ...about,
    ...(result && { answered: true, rows: rows?.map(valuesOf) }),
    error,
    session: { ...rest, shards: shardSessions?.map(({ target }) => target) },
  };
  const parts = new Map<string, unknown>();
  addParts(plain, '', parts);
  return new Map([...parts].map(([path, value]) => [path, withoutNames(value, names)]));
}

/** Cuts a row into its values, one character for each byte. */
function valuesOf({
  lengths,
  values = '',
}: {
  readonly lengths: readonly string[];
  readonly values?: string;
}) {
  const bytes = atob(values);
  let start = 0;
  const cut = lengths.map((length) => {
    if (length === '-1') return null;
    const value = bytes.slice(start, start + Number(length));
    start += Number(length);
    return value;
  });
  return start === bytes.length ? cut : [...cut, `and ${bytes.length - start} bytes more`];
}

function addParts(value: unknown, path: string, parts: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null) {
    if (value !== undefined) parts.set(path, value);
    return;
  }
  for (const [name, part] of Object.entries(value)) addParts(part, path ? `${path}.${name}` : name, parts);
}

/** Replaces the names of the database, which differ, and the name of its only shard, which PlanetScale calls `-`. */
function withoutNames(value: unknown, { database, beneath }: Names): unknown {
  if (typeof value !== 'string') return value;
  return value
    .replaceAll(beneath, 'app')
    .replaceAll(database, 'app')
    .replace(/^target: app\.0\./, 'target: app.-.');
}

/** Returns the paths at which two answers differ; what a failed statement leaves of the session is the one before. */
export function differingPaths(one: Parts, other: Parts): string[] {
  const isFailed = one.has('error.message') || other.has('error.message');
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    (path) => one.get(path) !== other.get(path) && !(isFailed && COUNTS.test(path)),
  );
}

const COUNTS = /^session\.(rowCount|foundRows|lastInsertId)$/;
