import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MySqlAdapterError } from '../../src/index.ts';
import { type OAuthRefreshOptions, oauthRefresh } from '../../src/tokens.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/auth/token-endpoint.ts';
import { closedPort } from '../support/databases/closed-port.ts';

/** Letters that mean something in a header, a form or Base64. */
const ODD = 'a:b +%&=/?é😀"\'~*';
const signal = AbortSignal.timeout(60_000);

describe('a refresh at a token endpoint', () => {
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    endpoint = await startTokenEndpoint();
  });
  afterAll(() => endpoint.close());

  const refreshWith = (options: Partial<OAuthRefreshOptions>) =>
    oauthRefresh({ tokenEndpoint: endpoint.url, clientId: 'app', ...options });
  /** Refreshes once and returns the request that came. */
  async function requestOf(options: Partial<OAuthRefreshOptions>, refreshToken: string) {
    await refreshWith(options)({ refreshToken, signal });
    const request = endpoint.requests.at(-1);
    if (!request) throw new Error('Expected a request.');
    return { ...request, form: Object.fromEntries(request.form) };
  }

  it('sends what RFC 6749 says, with the id and the secret in the header, each encoded as in a form', async () => {
    const { refreshToken } = endpoint.newGrant();
    const request = await requestOf({ clientId: ODD, clientSecret: `${ODD}!` }, refreshToken);
    expect(request).toMatchObject({
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/),
        authorization: expect.stringMatching(/^Basic [A-Za-z0-9+/=]+$/),
      },
      form: { grant_type: 'refresh_token', refresh_token: refreshToken },
    });
    expect(Object.keys(request.form)).toHaveLength(2);
    const basic = atob(String(request.headers.authorization).slice('Basic '.length));
    const decoded = basic.split(':').map((part) => new URLSearchParams(`x=${part}`).get('x'));
    expect(decoded).toEqual([ODD, `${ODD}!`]);
  });

  it('sends the secret among the parameters where that is wanted, or just the id without a secret', async () => {
    const byPost = { clientAuthentication: 'client_secret_post', clientId: ODD, clientSecret: 's&' } as const;
    const grants = [endpoint.newGrant(), endpoint.newGrant()];
    const [post, none] = [
      await requestOf(byPost, grants[0]?.refreshToken ?? ''),
      await requestOf({ scope: 'a b' }, grants[1]?.refreshToken ?? ''),
    ];
    expect(post.headers.authorization).toBeUndefined();
    expect(post.form).toMatchObject({ client_id: ODD, client_secret: 's&' });
    expect(none.headers.authorization).toBeUndefined();
    expect(none.form).toEqual({
      grant_type: 'refresh_token',
      refresh_token: grants[1]?.refreshToken,
      client_id: 'app',
      scope: 'a b',
    });
  });

  it('returns the answer as it came', async () => {
    const { refreshToken } = endpoint.newGrant({ more: { custom: [1] } });
    expect(await refreshWith({})({ refreshToken, signal })).toMatchObject({
      access_token: expect.stringMatching(/\.1$/),
      custom: [1],
    });
  });

  it.each([
    [400, { error: 'invalid_grant' }],
    [401, { error: 'invalid_client' }],
    [400, { error: { message: 'as Facebook says it' } }],
    [200, { error: 'bad_refresh_token' }],
  ])('returns a refusal as it came: HTTP %i, %j', async (status, body) => {
    const { refreshToken } = endpoint.newGrant({ answer: { status, body: JSON.stringify(body) } });
    expect(await refreshWith({})({ refreshToken, signal })).toEqual(body);
  });

  it.each([
    [500, '{"error":"invalid_grant"}', 'got HTTP 500'],
    [503, '<html>hunter2</html>', 'got HTTP 503 without JSON'],
    [429, '{"error":"slow_down"}', 'got HTTP 429'],
    [400, '{"error":"temporarily_unavailable"}', 'got HTTP 400'],
    [404, '{"message":"hunter2"}', 'got HTTP 404'],
    [403, '<html>hunter2</html>', 'got HTTP 403 without JSON'],
    [302, '', 'got HTTP 302 without JSON'],
    [200, 'access_token=hunter2', 'got HTTP 200 without JSON'],
  ])('fails where the provider itself does: HTTP %i, %s', async (status, body, got) => {
    const { refreshToken } = endpoint.newGrant({ answer: { status, body } });
    const error = await failureOf(refreshWith({ clientSecret: 'hunter2' }), refreshToken);
    expect(error).toMatchObject({
      code: 'REFRESH_FAILED',
      message: `Expected the token endpoint to issue a token or refuse, ${got}.`,
    });
  });

  it('fails where nobody answers, or not in time', async () => {
    const nobody = `http://127.0.0.1:${await closedPort()}/hunter2`;
    const refused = await failureOf(refreshWith({ tokenEndpoint: nobody }), 'hunter2');
    expect(refused).toMatchObject({
      code: 'REFRESH_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    const { refreshToken } = endpoint.newGrant({ delayMs: 2_000 });
    const late = await failureOf(refreshWith({}), refreshToken, AbortSignal.timeout(20));
    expect(late).toMatchObject({ code: 'REFRESH_FAILED', message: expect.stringContaining('TimeoutError') });
  });

  it.each([
    { clientId: '' },
    { clientId: undefined },
    { clientSecret: '' },
    { clientSecret: 7 },
    { clientAuthentication: 'private_key_jwt' },
    { scope: ['a'] },
    { tokenEndpoint: 'hunter2' },
    { tokenEndpoint: 'ftp://hunter2' },
    { tokenEndpoint: undefined },
  ])('refuses options that cannot work, at the first refresh: %j', async (options) => {
    const refresh = refreshWith(options as never);
    expect(await failureOf(refresh, 'hunter2')).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('takes a URL object', async () => {
    const { refreshToken } = endpoint.newGrant();
    const refresh = refreshWith({ tokenEndpoint: new URL(endpoint.url) });
    expect(await refresh({ refreshToken, signal })).toMatchObject({ token_type: 'bearer' });
  });

  /** Returns the error of a refresh, which must hold no secret. */
  async function failureOf(refresh: ReturnType<typeof oauthRefresh>, refreshToken: string, until = signal) {
    const error = await Promise.resolve(refresh({ refreshToken, signal: until })).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MySqlAdapterError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2');
    return error;
  }
});
