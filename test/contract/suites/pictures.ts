import { eq } from 'drizzle-orm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { users } from '../../../src/schema/index.ts';
import type { OpenBackend } from '../../backends/backend.ts';
import { newUser } from '../../support/rows/samples.ts';

const url = (length: number) => 'https://example.com/'.padEnd(length, 'p');
/** As Entra ID sends them. */
const photo = `data:image/jpeg;base64, ${Buffer.alloc(30_000, 'photo').toString('base64')}`;

const WARNING = expect.stringMatching(
  /^A value does not fit users\.image and was left out\. Expected `image` .* 255 characters, got \d+: widen/,
);

export function picturesContract(backend: () => OpenBackend): void {
  const storedOf = async (id: string) => {
    const [row] = await backend().db.select().from(users).where(eq(users.id, id));
    return row?.image;
  };

  it('keeps the address of a picture up to 255 characters', async () => {
    const warn = vi.fn();
    const adapter = backend().adapter({ logger: { warn } });
    const created = await adapter.createUser(newUser({ image: url(255) }));
    expect(created.image).toBe(url(255));
    expect(await adapter.getUser(created.id)).toEqual(created);
    expect(await adapter.updateUser({ id: created.id, image: url(254) })).toMatchObject({ image: url(254) });
    expect(await storedOf(created.id)).toBe(url(254));
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([url(256), photo])('keeps nobody out by a picture that is too long: case %#', async (image) => {
    const warn = vi.fn();
    const adapter = backend().adapter({ logger: { warn } });
    const created = await adapter.createUser(newUser({ image }));
    expect(created).toMatchObject({ name: 'Ada Lovelace', image: null });
    expect(await adapter.getUser(created.id)).toEqual(created);
    expect(warn.mock.calls).toEqual([[WARNING]]);
  });

  it('refuses a picture that is too long in an update, which would erase the one that is there', async () => {
    const adapter = backend().adapter();
    const created = await adapter.createUser(newUser({ image: url(255) }));
    const updated = adapter.updateUser({ id: created.id, name: 'Ada King', image: photo });
    const message = expect.stringContaining('authjs-drizzle-mysql/schema/production have wider columns');
    await expect(updated).rejects.toMatchObject({ code: 'VALUE_TOO_LONG', column: 'image', message });
    expect(await adapter.getUser(created.id)).toEqual(created);
  });

  it('warns once per adapter, on the console where no logger is given', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warned.mockRestore());
    for (const adapter of [backend().adapter(), backend().adapter()]) {
      await adapter.createUser(newUser({ image: photo }));
      await adapter.createUser(newUser({ image: url(256) }));
    }
    expect(warned.mock.calls.filter(([message]) => /users\.image/.test(message))).toEqual([
      [WARNING],
      [WARNING],
    ]);
  });

  it('takes no harm from a logger that fails', async () => {
    const warn = () => {
      throw new Error('the log is full');
    };
    const adapter = backend().adapter({ logger: { warn } });
    expect(await adapter.createUser(newUser({ image: photo }))).toMatchObject({ image: null });
  });
}
