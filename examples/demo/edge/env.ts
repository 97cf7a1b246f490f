/** The variables of the worker. */
export type Env = Readonly<
  Record<
    | 'AUTH_SECRET'
    | 'DATABASE_HTTP_URL'
    | 'DATABASE_VERSION'
    | 'OPENID_CLIENT_ID'
    | 'OPENID_CLIENT_SECRET'
    | 'OPENID_ISSUER'
    | 'ORIGIN'
    | 'TOKENS_KEY',
    string
  >
>;
