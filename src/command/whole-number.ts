import { LARGEST_BATCH } from '../maintenance/batches.ts';
import type { Values } from './commands.ts';
import { wrongUsage } from './failure.ts';

/** Returns the number that `--batch-size` gives; undefined if it is not given. */
export const batchSizeIn = (values: Values): number | undefined =>
  wholeNumber(values, 'batch-size', { from: 1, to: LARGEST_BATCH });

/** Returns the number that an option gives; undefined if it is not given. */
export function wholeNumber(
  values: Values,
  name: string,
  { from, to = Number.MAX_SAFE_INTEGER }: { readonly from: number; readonly to?: number },
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(String(text)) ? Number(text) : Number.NaN;
  if (number >= from && number <= to) return number;
  const range = to === Number.MAX_SAFE_INTEGER ? '' : ` from ${from} to ${to}`;
  throw wrongUsage(`Expected --${name} to be a whole number${range}.`);
}
