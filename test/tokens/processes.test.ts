import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProviderTokens } from '../../src/tokens/provider-tokens.ts';
import { TIMING } from '../../src/tokens/timing.ts';
import { oauthRefresh } from '../../src/tokens.ts';
import type { GrantOptions } from '../support/auth/token-endpoint.ts';
import { bundleCaller } from '../support/processes/bundle-caller.ts';
import { openPlace, ways } from './open-place.ts';
import { startCaller } from './start-caller.ts';

const PROCESSES = 50;
/** Times that are long enough for so many processes on a slow machine. */
const PATIENT = { leaseSeconds: 60, takeLimitMs: 20_000, requestLimitMs: 30_000, longestWaitMs: 200_000 };
const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu'];

describe.each(ways)('processes over %s', (way) => {
  let program: Awaited<ReturnType<typeof bundleCaller>>;
  beforeAll(async () => {
    program = await bundleCaller(import.meta.url);
  });
  afterAll(() => program.remove());

  it('that ask at the same moment, in several time zones and with clocks that differ, make one request', {
    timeout: 240_000,
  }, async () => {
    const place = await openPlace(way);
    const grant = place.endpoint.newGrant({ delayMs: 300 });
    const request = await place.newHolder(grant.refreshToken);
    const { url, endpoint } = place;
    const starting = Array.from({ length: PROCESSES }, (_, index) =>
      startCaller(
        program.file,
        {
          timing: PATIENT,
          ...{ url, tokenEndpoint: endpoint.url, request, skewMs: [-30_000, 0, 30_000][index % 3] ?? 0 },
          ...(index % 2 === 0 && { session: "set time_zone = '+05:30'" }),
        },
        ZONES[index % 3],
      ),
    );
    const callers = await Promise.all(starting);
    const said = await Promise.all(callers.map((caller) => caller.ask()));
    const row = await place.rowOf(request);
    expect(new Set(said)).toEqual(new Set([row?.access_token]));
    expect(grant).toMatchObject({ used: [grant.refreshToken], isRevoked: false });
  });

  /** Kills a process that asks, after a while or when it has come so far, and asks in its place with ten callers. */
  async function afterKill(place: Place, options: GrantOptions, when: (steps: Steps) => Promise<unknown>) {
    const leaseSeconds = 4;
    const grant = place.endpoint.newGrant(options);
    const request = await place.newHolder(grant.refreshToken);
    const { url, endpoint } = place;
    const task = { url, tokenEndpoint: endpoint.url, request, timing: { leaseSeconds } };
    const holder = await startCaller(program.file, task);
    const asked = holder.ask();
    await when({
      hasLease: () => until(async () => grant.used.length > 0 || (await place.rowOf(request))?.refreshLease),
      hasAsked: () => until(() => grant.used.length),
    });
    holder.kill();
    const killedAt = performance.now();
    const refresh = { local: oauthRefresh({ tokenEndpoint: endpoint.url, clientId: 'app' }) };
    const { getAccessToken } = makeProviderTokens(place.adapter, { refresh }, { ...TIMING, leaseSeconds });
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => getAccessToken(request)));
    const waitedMs = performance.now() - killedAt;
    await asked;
    return { settled, waitedMs, grant, row: await place.rowOf(request) };
  }

  const until = (condition: () => unknown) =>
    expect.poll(condition, { interval: 1, timeout: 20_000 }).toBeTruthy();

  type Place = Awaited<ReturnType<typeof openPlace>>;

  interface Steps {
    hasLease(): Promise<unknown>;
    hasAsked(): Promise<unknown>;
  }

  it('of which one is killed at any moment delay the others by no more than its lease, and never ask two at once', {
    timeout: 240_000,
  }, async () => {
    const moments = [
      ...[0, 20, 80].map((ms) => () => pause(ms)),
      ({ hasLease }: Steps) => hasLease(),
      ({ hasAsked }: Steps) => hasAsked(),
      ({ hasAsked }: Steps) => hasAsked().then(() => pause(100)),
    ];
    const place = await openPlace(way);
    for (const moment of moments) {
      // One refresh token may come twice: that of the process which was killed before it could store another.
      const { settled, waitedMs, grant, row } = await afterKill(place, { delayMs: 100, reuses: 1 }, moment);
      expect(settled).toEqual(
        Array(10).fill({
          status: 'fulfilled',
          value: expect.objectContaining({ accessToken: row?.access_token }),
        }),
      );
      expect(grant.mostAtOnce).toBe(1);
      expect(grant.used.length).toBeLessThanOrEqual(2);
      expect(row?.refreshLease).toBeNull();
      // The lease, and more than enough for a slow machine; without an end, they would wait a minute.
      expect(waitedMs).toBeLessThan(20_000);
    }
  });

  it('of which one is killed after it has used a refresh token lose a grant whose provider accepts none twice', {
    timeout: 60_000,
  }, async () => {
    const { settled, grant } = await afterKill(await openPlace(way), { delayMs: 300 }, ({ hasAsked }) =>
      hasAsked(),
    );
    for (const each of settled)
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'REFRESH_REFUSED' } });
    expect(grant).toMatchObject({ mostAtOnce: 1, isRevoked: true });
    expect(grant.used).toHaveLength(2);
  });
});
