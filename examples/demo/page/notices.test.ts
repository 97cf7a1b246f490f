import { expect, it } from 'vitest';
import { noticeOf } from './notices.ts';

it('shows no made-up text from an address', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(noticeOf(new URL(`http://site/?done=${name}`)), name).toBeNull();
  }
});

it('says for an unknown error that signing in did not work', () => {
  for (const name of ['constructor', '__proto__', 'Unheard']) {
    expect(noticeOf(new URL(`http://site/?error=${name}`))).toEqual({
      kind: 'bad',
      text: 'Signing in did not work. Please try again.',
    });
  }
});
