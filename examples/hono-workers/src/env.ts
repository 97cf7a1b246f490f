type Name = 'DATABASE_HTTP_URL' | 'AUTH_SECRET' | 'EMAIL_FROM' | 'RESEND_URL' | 'AUTH_RESEND_KEY';

/** The variables of the worker. */
export type Env = { Bindings: Record<Name | `AUTH_OIDC_${'ISSUER' | 'ID' | 'SECRET'}`, string> };
