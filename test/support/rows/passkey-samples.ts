import { randomBytes } from 'node:crypto';
import type { AdapterAuthenticator } from '@auth/core/adapters';

/** Makes a credential id as Auth.js writes it: standard base64, here always with letters, `+`, `/` and `==`. */
export const newCredentialId = (): string => `Ab+/${randomBytes(16).toString('base64')}`;

export const newPasskey = (
  userId: string,
  values: Partial<AdapterAuthenticator> = {},
): AdapterAuthenticator => {
  const credentialID = newCredentialId();
  return {
    credentialID,
    userId,
    providerAccountId: credentialID,
    credentialPublicKey: randomBytes(77).toString('base64'),
    counter: 0,
    credentialDeviceType: 'singleDevice',
    credentialBackedUp: false,
    transports: 'internal,hybrid',
    ...values,
  };
};
