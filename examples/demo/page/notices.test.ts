import { expect, it } from 'vitest';
import { noticeNamed, noticeOf } from './notices.ts';

it('shows no made-up text from a cookie', () => {
  for (const name of ['constructor', '__proto__', 'toString', '']) {
    expect(noticeNamed(name), name).toBeNull();
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
