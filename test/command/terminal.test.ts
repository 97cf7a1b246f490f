import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltCommand, buildCommand } from '../support/command/build-command.ts';
import { fromDdl, servers } from '../support/databases/new-database.ts';
import { countSessions, fillSessions, lockSessions, untilDeleting } from './expired-rows.ts';
import { CTRL_C, openTerminal } from './open-terminal.ts';
import { drawnIn, screenOf } from './screen-of.ts';

let command: BuiltCommand;
beforeAll(async () => {
  command = await buildCommand();
});
afterAll(() => command?.remove());

const NOTE = 'Tables: basic, as the database has them (--tables names others).';
const STOPPING = 'Stopping once the batch that is under way is done; Ctrl-C again ends at once.';

describe.each(servers)('prune in a terminal, on %s', { timeout: 120_000 }, (server) => {
  /** Opens a terminal in which a run waits for a lock in its first batch of ten. */
  async function openWaiting(columns: number) {
    const url = await fromDdl(server);
    await fillSessions(url, 30, 5);
    const locks = await lockSessions(url, 'old-5');
    const terminal = await openTerminal(columns, command.file, ['prune', '--batch-size', '10'], {
      env: { DATABASE_URL: url },
    });
    await untilDeleting(locks);
    return { url, locks, terminal };
  }

  it('shows a bar while it works, and at the end the result alone', async () => {
    const { url, locks, terminal } = await openWaiting(80);
    await terminal.untilWritten(/0 of 30/);
    await locks.rollback();
    expect(await terminal.ended()).toEqual({
      code: 0,
      screen: [NOTE, 'Deleted 30 sessions and 0 verification tokens that had expired.', ''],
    });
    expect(drawnIn(terminal.written())).toContain(`[${'.'.repeat(40)}]    0 %  0 of 30`);
    expect(await countSessions(url)).toBe(5);
  });

  it.each([20, 40, 60, 120])('fits its bar into %i columns, with room for the ^C', async (columns) => {
    const { locks, terminal } = await openWaiting(columns);
    await terminal.untilWritten(/0 %/);
    await locks.rollback();
    await terminal.ended();
    const bars = drawnIn(terminal.written());
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) expect(bar.length).toBeLessThanOrEqual(columns - 3);
  });

  it('fits its bar into a window that becomes narrower and wider', async () => {
    const { locks, terminal } = await openWaiting(100);
    await terminal.untilWritten(/\[\.{40}\]/);
    for (const [columns, bar] of [
      [40, /\[\.{19}\]/],
      [100, /\[\.{40}\]/],
      [25, /\[\.{13}\]/],
    ] as const) {
      await terminal.resize(columns);
      const from = terminal.written().length;
      await terminal.untilWritten(bar, from);
      // The one that was under way may still be as wide as before.
      for (const drawn of drawnIn(terminal.written().slice(from)).slice(1))
        expect(drawn.length).toBeLessThanOrEqual(columns - 3);
    }
    await locks.rollback();
    expect((await terminal.ended()).code).toBe(0);
  });

  it('finishes the batch that is under way after Ctrl-C, and says what was done', async () => {
    const { url, locks, terminal } = await openWaiting(120);
    terminal.type(CTRL_C);
    await terminal.untilWritten(/Stopping/);
    await locks.rollback();
    expect(await terminal.ended()).toEqual({
      code: 130,
      screen: [
        NOTE,
        STOPPING,
        'Deleted 10 sessions and 0 verification tokens that had expired; the others are still there. Run it again to go on.',
        '',
      ],
    });
    expect(await countSessions(url)).toBe(20 + 5);
  });

  it('ends at once after the second Ctrl-C, and leaves the batch as one piece', async () => {
    const { url, locks, terminal } = await openWaiting(80);
    terminal.type(CTRL_C);
    await terminal.untilWritten(/Stopping/);
    terminal.type(CTRL_C);
    expect(await terminal.ended()).toEqual({ code: 130, screen: [NOTE, STOPPING, ''] });
    await locks.rollback();
    await locks.query('do sleep(0.2)');
    expect([30 + 5, 20 + 5]).toContain(await countSessions(url));
  });

  it('draws nothing over itself on a terminal that knows no control sequences', async () => {
    const url = await fromDdl(server);
    await fillSessions(url, 30);
    const terminal = await openTerminal(80, command.file, ['prune'], {
      env: { DATABASE_URL: url, TERM: 'dumb' },
    });
    expect((await terminal.ended()).code).toBe(0);
    expect(terminal.written()).not.toContain('\x1b');
  });
});

it('a screen shows what is drawn over it', () => {
  expect(screenOf('one\r\ntwo\rT\r\n\r\x1b[Kab\r\x1b[Kc\r\x1b[K')).toEqual(['one', 'Two', '']);
  expect(screenOf('\r\x1b[Kabc^C\r\x1b[Kd')).toEqual(['d']);
});
