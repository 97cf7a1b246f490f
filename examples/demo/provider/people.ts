import { createHash } from 'node:crypto';
import { picture } from './picture.ts';

/** A person who logged in at the provider, with the claims that it makes about them. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly picture: string;
}

/** The people who have logged in at the provider, kept in memory. */
export interface People {
  /** Lets in anybody with a name and an address, and returns the person. */
  logIn(name: string, email: string): Person;
  find(sub: string): Person | undefined;
}

/** Makes the provider's list of people; the same address is the same person, even after a restart. */
export function createPeople(): People {
  const people = new Map<string, Person>();
  return {
    logIn(name, email) {
      const address = email.trim().toLowerCase();
      const sub = createHash('sha256').update(address).digest('hex').slice(0, 16);
      const person = { sub, name: name.trim(), email: address, picture: picture(sub) };
      people.set(sub, person);
      return person;
    },
    find: (sub) => people.get(sub),
  };
}
