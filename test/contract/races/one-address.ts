import { inArray } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser, unique, uniqueEmail } from '../../support/rows/samples.ts';
import { atOnce, times } from './crowd.ts';

export function userRaces(backend: () => OpenBackend): void {
  const rowsWith = (emails: string[]) => backend().db.$count(users, inArray(users.email, emails));
  /** Makes two different addresses that are equal to the database. */
  const lookalikes = () => {
    const name = unique().toLowerCase();
    return [`ren\u00e9-${name}@example.com`, `rene-${name}@example.com`] as const;
  };

  it('creates one of 50 users who come with one address, in whatever case', async () => {
    const adapter = backend().adapter();
    const email = uniqueEmail();
    const calls = times(50, (index) => () => {
      return adapter.createUser(newUser({ email: index % 2 === 0 ? email : email.toUpperCase() }));
    });
    const { results, codes } = await atOnce(backend(), calls);
    expect(codes).toEqual(times(49, () => 'EMAIL_TAKEN'));
    expect(await adapter.getUserByEmail(results[0]?.email ?? '')).toEqual(results[0]);
    expect(await rowsWith([email])).toBe(1);
  });

  it('creates one of 50 users whose addresses look alike, and tells the others what is in their way', async () => {
    const adapter = backend().adapter();
    const emails = lookalikes();
    const calls = times(50, (index) => () => {
      return adapter.createUser(newUser({ email: emails[index % 2] ?? '' }));
    });
    const { results, codes } = await atOnce(backend(), calls);
    expect(results).toHaveLength(1);
    const expected = [...times(25, () => 'EMAIL_LOOKALIKE'), ...times(24, () => 'EMAIL_TAKEN')];
    expect(codes.sort()).toEqual(expected);
    expect(await rowsWith([...emails])).toBe(1);
  });

  it('gives an address to one of 20 users who take it at once, and leaves the others theirs', async () => {
    const adapter = backend().adapter();
    const email = uniqueEmail();
    const people = await Promise.all(times(20, () => adapter.createUser(newUser())));
    const { results, codes } = await atOnce(
      backend(),
      people.map(
        ({ id }) =>
          () =>
            adapter.updateUser({ id, email }),
      ),
    );
    expect(codes).toEqual(times(19, () => 'EMAIL_TAKEN'));
    const [winner] = results;
    for (const person of people) {
      expect(await adapter.getUser(person.id)).toEqual(person.id === winner?.id ? winner : person);
    }
  });

  it('gives one of two addresses that look alike to one of 20 users, new ones among them', async () => {
    const adapter = backend().adapter();
    const emails = lookalikes();
    const people = await Promise.all(times(10, () => adapter.createUser(newUser())));
    const changes = people.map(
      ({ id }) =>
        () =>
          adapter.updateUser({ id, email: emails[0] }),
    );
    const arrivals = times(10, () => () => adapter.createUser(newUser({ email: emails[1] })));
    const { results, codes } = await atOnce(
      backend(),
      changes.flatMap((change, index) => [change, arrivals[index] ?? change]),
    );
    expect(results).toHaveLength(1);
    const [lookalike, taken] = [10, 9];
    expect(codes.filter((code) => code === 'EMAIL_LOOKALIKE')).toHaveLength(lookalike);
    expect(codes.filter((code) => code === 'EMAIL_TAKEN')).toHaveLength(taken);
    expect(await rowsWith([...emails])).toBe(1);
  });
}
