import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn } from '../../src/adapter/turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Makes work that ends when it is told to, and notes when it began. */
function newWork(began: string[], name: string) {
  let resolve: (result: string) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const ended = new Promise<string>((...settle) => {
    [resolve, reject] = settle;
  });
  const work = () => {
    began.push(name);
    return ended;
  };
  return { work, resolve, reject };
}

it('does one work after the other for one name, also after one that failed', async () => {
  const began: string[] = [];
  const table = {};
  const [a, b, c] = [newWork(began, 'a'), newWork(began, 'b'), newWork(began, 'c')];
  const turns = [a, b, c].map(({ work }) => inTurn(table, 'ada', work));
  await vi.advanceTimersByTimeAsync(5);
  expect(began).toEqual(['a']);
  a.reject(new Error('taken'));
  await expect(turns[0]).rejects.toThrow('taken');
  await vi.advanceTimersByTimeAsync(5);
  expect(began).toEqual(['a', 'b']);
  b.resolve('done');
  expect(await turns[1]).toBe('done');
  await vi.advanceTimersByTimeAsync(5);
  expect(began).toEqual(['a', 'b', 'c']);
  expect(vi.getTimerCount()).toBe(0);
});

it('begins at once for another name, in another table, and when the one before has ended', async () => {
  const began: string[] = [];
  const table = {};
  const first = newWork(began, 'first');
  const turn = inTurn(table, 'ada', first.work);
  inTurn(table, 'grace', newWork(began, 'other name').work);
  inTurn({}, 'ada', newWork(began, 'other table').work);
  first.resolve('done');
  await turn;
  inTurn(table, 'ada', newWork(began, 'later').work);
  expect(began).toEqual(['first', 'other name', 'other table', 'later']);
});

it('waits at most ten seconds for work that does not end, as of a request that was dropped', async () => {
  const began: string[] = [];
  const table = {};
  inTurn(table, 'ada', newWork(began, 'hangs').work);
  inTurn(table, 'ada', newWork(began, 'next').work);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(began).toEqual(['hangs']);
  await vi.advanceTimersByTimeAsync(1);
  expect(began).toEqual(['hangs', 'next']);
});
