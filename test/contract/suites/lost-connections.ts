import { expect, it } from 'vitest';
import type { OpenBackend } from '../../backends/backend.ts';
import { cases } from '../method-calls.ts';

/** One statement of one method. */
interface Step {
  readonly call: string;
  readonly prepare: (typeof cases)[number]['prepare'];
  /** Such as `select users`. */
  readonly statement: string;
  /** The one before it in the same call. */
  readonly before: string | undefined;
}

const steps: readonly Step[] = cases.flatMap(({ call, statements, prepare }) =>
  statements.map((statement, index) => ({ call, prepare, statement, before: statements[index - 1] })),
);
/** Methods whose writes can be repeated. */
const REPEATABLE = /^(updateSession|deleteSession|unlinkAccount|deleteUser)\b/;
const isRepeatable = ({ call }: Step) => REPEATABLE.test(call);
const isRead = ({ statement }: Step) => !isWrite(statement);
const isWrite = (statement = 'none') => /^(insert|update|delete) /.test(statement);

/** Every statement of every method loses its connection, before it is executed and after. */
export function lostConnectionsContract(backend: () => OpenBackend): void {
  /** Runs a call in which a statement is lost; returns how it ended and how often that statement was sent. */
  async function lose({ statement, prepare }: Step, lost: { executed: boolean; times: number }) {
    const call = await prepare(backend().adapter());
    const pattern = patternOf(statement);
    let code = 'none';
    backend().drop(pattern, lost);
    const sent = await backend().statementsOf(async () => {
      await call().catch((error: { code: string }) => {
        code = error.code;
      });
    });
    return { code, sent: sent.filter((text) => pattern.test(text)).length };
  }

  it.each(steps.filter(isRead))('$call sends its $statement twice more, and then gives up', async (step) => {
    const code = isWrite(step.before) ? 'OUTCOME_UNKNOWN' : 'CONNECTION_LOST';
    expect(await lose(step, { executed: false, times: 3 })).toEqual({ code, sent: 3 });
    expect(await lose(step, { executed: true, times: 2 })).toEqual({ code: 'none', sent: 3 });
  });

  it.each(steps.filter((step) => !isRead(step) && isRepeatable(step)))(
    '$call sends its $statement twice more, and then leaves it open what became of it',
    async (step) => {
      expect(await lose(step, { executed: false, times: 3 })).toEqual({ code: 'OUTCOME_UNKNOWN', sent: 3 });
      for (const executed of [true, false])
        expect(await lose(step, { executed, times: 2 })).toEqual({ code: 'none', sent: 3 });
    },
  );

  it.each(steps.filter((step) => !isRead(step) && !isRepeatable(step)))(
    '$call sends its $statement once, and leaves it open what became of it',
    async (step) => {
      for (const executed of [true, false]) {
        expect(await lose(step, { executed, times: 1 })).toEqual({ code: 'OUTCOME_UNKNOWN', sent: 1 });
      }
    },
  );
}

/** Returns a pattern of the statements that shorten to a verb and its tables. */
function patternOf(statement: string): RegExp {
  const [verb, ...tables] = statement.split(/,? /);
  return new RegExp(`^${verb} [^]*?${tables.map((table) => `\`${table}\``).join(', ')}`);
}
