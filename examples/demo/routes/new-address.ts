import { Hono } from 'hono';
import { currentPerson } from '../current-person.ts';
import { addressFrom, createToken, redeemToken } from '../new-address.ts';
import { fieldOf, ownForm } from '../own-form.ts';
import { confirmAddressPage } from '../page/account/new-address.ts';
import { type Act, forSignedIn } from './for-signed-in.ts';
import { askToSignIn, formTokenFor } from './private-page.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the change of an address: a form that sends a link to the new one, and the page of the link. */
export function newAddressRoutes(demo: RunningDemo): Hono {
  const { settings, mailbox } = demo;
  const own = ownForm(demo);

  const sendLink: Act = async (me, c, adapter) => {
    if (!me.session.isFresh) return 'session-too-old';
    const email = addressFrom(await fieldOf(c, 'email'));
    if (email === undefined) return 'new-address-wrong';
    const token = await createToken(adapter, { userId: me.user.id, email });
    const query = new URLSearchParams({ email, token });
    const link = `${settings.origin}/account/confirm-address?${query}`;
    mailbox.deliver({ purpose: 'new-address', to: email, link, token });
    return 'new-address-sent';
  };

  const confirm: Act = async (me, c, adapter) => {
    // Before the link is used up.
    if (!me.session.isFresh) return 'session-too-old';
    const [email, token] = [await fieldOf(c, 'email'), await fieldOf(c, 'token')];
    const isGood = await redeemToken(adapter, { userId: me.user.id, email, token });
    if (!isGood) return 'address-link-void';
    mailbox.markUsed(token);
    await me.changeEmail(email, { isVerified: true });
    return 'address-changed';
  };

  return new Hono()
    .post('/account/new-address', own, (c) => forSignedIn(demo, c, '/account', sendLink))
    .get('/account/confirm-address', async (c) => {
      const me = await currentPerson(settings, settings.database, c.req.raw);
      if (!me) return askToSignIn(c);
      const { email = '', token = '' } = c.req.query();
      return c.html(confirmAddressPage({ email, token }, await formTokenFor(demo, c)));
    })
    .post('/account/confirm-address', own, (c) => forSignedIn(demo, c, '/account', confirm));
}
