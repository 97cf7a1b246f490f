import { invalidArgument, ownProperties, requireOneOf, requireText } from '../adapter/arguments.ts';
import { propertiesOf } from '../database/properties-of.ts';
import { MySqlAdapterError } from '../errors.ts';
import type { RefreshFunction, RefreshRequest } from './refresh-function.ts';

/** How a client shows the provider who it is: in a header, or among the parameters. */
export type ClientAuthentication = 'client_secret_basic' | 'client_secret_post';

/** What the provider's documentation and the registration of your site with it say. */
export interface OAuthRefreshOptions {
  /** The address of the provider's token endpoint. */
  readonly tokenEndpoint: string | URL;
  readonly clientId: string;
  /**
   * The client secret.
   * @default none, as for a public client, which is known by its id alone
   */
  readonly clientSecret?: string | undefined;
  /**
   * Where the client secret goes; many providers take either, and some just the second.
   * @default 'client_secret_basic', as in Auth.js
   */
  readonly clientAuthentication?: ClientAuthentication | undefined;
  /**
   * The scope of the new token, which must not exceed the one that was granted.
   * @default what was granted
   */
  readonly scope?: string | undefined;
}

/**
 * Makes the function that refreshes the tokens of an ordinary OAuth 2 provider, for the option `refresh`.
 *
 * It throws `REFRESH_FAILED` if the provider does not answer, has an error of its own, or answers without JSON; and
 * `INVALID_ARGUMENT` for options that cannot work, at the first refresh, since a build often runs without the secrets.
 * No error holds a token or a secret.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @example
 * const refresh = { google: oauthRefresh({ tokenEndpoint: 'https://oauth2.googleapis.com/token', clientId, clientSecret }) };
 */
export function oauthRefresh(options: OAuthRefreshOptions): RefreshFunction {
  return async ({ refreshToken, signal }: RefreshRequest) => {
    const { url, headers, body } = requestFor(options, refreshToken);
    const response = await send(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return answerOf(response.status, await response.text().catch(failed));
  };
}

/** Returns the request of RFC 6749, section 6. */
function requestFor(given: OAuthRefreshOptions, refreshToken: string) {
  const { tokenEndpoint, clientId, clientSecret, clientAuthentication, scope } = ownProperties(given);
  const id = requireFilled(clientId, 'clientId');
  const how = clientAuthentication ?? 'client_secret_basic';
  requireOneOf(['client_secret_basic', 'client_secret_post'], how, 'clientAuthentication');
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const headers = new Headers({ accept: 'application/json' });
  if (scope !== undefined) body.set('scope', requireText(scope, 'scope'));
  const secret = clientSecret === undefined ? undefined : requireFilled(clientSecret, 'clientSecret');
  if (secret !== undefined && how === 'client_secret_basic') {
    headers.set('authorization', `Basic ${btoa(`${formEncoded(id)}:${formEncoded(secret)}`)}`);
  } else {
    body.set('client_id', id);
    if (secret !== undefined) body.set('client_secret', secret);
  }
  return { url: requireUrl(tokenEndpoint), headers, body };
}

/**
 * Encodes text as in a form, as RFC 6749 wants it before Base64 (section 2.3.1): an id or a secret may have a colon or
 * any other letter in it.
 */
const formEncoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);

function requireFilled(value: unknown, name: string): string {
  const text = requireText(value, name);
  if (text) return text;
  throw invalidArgument(name, 'be what the provider gave you', text, 'an empty string');
}

function requireUrl(value: unknown): string {
  const text = String(value);
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw invalidArgument('tokenEndpoint', 'be an address that begins with https://', value);
}

const send = (url: string, init: RequestInit): Promise<Response> => fetch(url, init).catch(failed);

/** Throws for a request without an answer: what `fetch` throws may quote the request. */
function failed(thrown: unknown): never {
  const { name, cause } = propertiesOf(thrown);
  const code = propertiesOf(cause).code ?? name;
  const reason = /^\w{1,40}$/.test(String(code)) ? String(code) : 'network error';
  throw refreshFailed(`got none: ${reason}`);
}

/** Returns the JSON of an answer that grants or refuses; anything else says nothing about the grant. */
function answerOf(status: number, text: string): unknown {
  const answer = parseJson(text);
  const { error } = propertiesOf(answer);
  const isOwnFailure =
    status >= 500 || status === 429 || /^(server_error|temporarily_unavailable)$/.test(String(error));
  if (!isOwnFailure && (error || (status >= 200 && status < 300 && answer !== undefined))) return answer;
  throw refreshFailed(`got HTTP ${status}${answer === undefined ? ' without JSON' : ''}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refreshFailed = (got: string) =>
  new MySqlAdapterError('REFRESH_FAILED', `Expected the token endpoint to issue a token or refuse, ${got}.`);
