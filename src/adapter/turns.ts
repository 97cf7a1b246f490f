import { oncePerObject } from '../database/once-per-object.ts';

/** How long a call waits for one that does not end, such as one whose request the runtime has dropped. */
const LONGEST_WAIT_MS = 10_000;

const lastTurns = /* @__PURE__ */ oncePerObject((_table: object) => new Map<string, Promise<unknown>>());

/** Does work for a name in a table after earlier work for the same name has ended, within this process. */
export function inTurn<Result>(table: object, name: string, work: () => Promise<Result>): Promise<Result> {
  const turns = lastTurns(table);
  const before = turns.get(name);
  const turn = before ? ended(before).then(work) : work();
  turns.set(name, turn);
  const forget = () => {
    if (turns.get(name) === turn) turns.delete(name);
  };
  turn.then(forget, forget);
  return turn;
}

const ended = (turn: Promise<unknown>) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LONGEST_WAIT_MS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    turn.then(end, end);
  });
