import { customAlphabet } from 'nanoid';

/**
 * Makes a new user id: 12 characters out of `0-9a-z`.
 *
 * Lower case only: MySQL's default collation ignores case, so capital letters would add clashes instead of entropy.
 * 36^12 = 4.7e18 ids; with 1e8 users the chance that any two have clashed is n^2 / 2N = 0.1 %.
 *
 * @example
 * generateUserId(); //=> 'x3k9q0v7m2ab'
 */
export const generateUserId: () => string = /* @__PURE__ */ customAlphabet(
  '0123456789abcdefghijklmnopqrstuvwxyz',
  12,
);
