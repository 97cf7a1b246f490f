import type { AdapterUser } from '@auth/core/adapters';
import { requireName, requireOneOf, requireRow } from '../adapter/arguments.ts';
import type { AdapterContext } from '../adapter/context.ts';
import { preparePendingTokenDelete } from '../adapter/delete-user/pending-tokens.ts';
import { prepareAddressSelect } from '../adapter/find-users.ts';
import { isSameAddress } from '../adapter/identity.ts';
import type { AdapterParts } from '../adapter/parts.ts';
import { oncePerObject } from '../database/once-per-object.ts';
import { read } from '../database/run.ts';

const prepareStatements = /* @__PURE__ */ oncePerObject(({ tables }: AdapterContext) => {
  const { users, verificationTokens } = tables;
  return {
    selectAddress: prepareAddressSelect(users),
    deletePendingTokens: verificationTokens && preparePendingTokenDelete(verificationTokens),
  };
});

/** Makes the function that gives a user another address, and voids the sign-in links that the old one was sent. */
export function makeChangeEmail({ context, methods }: AdapterParts, userId: string) {
  const { connect, now } = context;
  const { selectAddress, deletePendingTokens } = prepareStatements(context);

  return async function changeEmail(
    email: string,
    options: { readonly isVerified: boolean },
  ): Promise<AdapterUser> {
    requireName(email, 'email');
    const { isVerified } = requireRow(options, 'options');
    requireOneOf([true, false], isVerified, 'isVerified');
    const db = await connect();
    const before = (await read(db, selectAddress, { id: userId })).find(({ id }) => id === userId)?.email;
    const emailVerified = isVerified ? now() : null;
    const user = await methods.updateUser({ id: userId, email, emailVerified });
    // Those of the same address in other letters still go to the same person.
    if (before && !isSameAddress(before, email)) await deletePendingTokens?.(db, before);
    return user;
  };
}
