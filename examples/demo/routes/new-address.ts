import type { CurrentUser } from 'authjs-drizzle-mysql/account';
import { type Context, Hono } from 'hono';
import { addressFrom } from '../address.ts';
import { currentPerson } from '../current-person.ts';
import { newAddressTokens } from '../new-address.ts';
import { fieldOf, ownForm } from '../own-form.ts';
import { confirmAddressPage } from '../page/account/new-address.ts';
import type { OpenDatabase } from '../settings.ts';
import { type Act, forSignedIn } from './for-signed-in.ts';
import { askToSignIn, formTokenFor } from './private-page.ts';
import type { RunningDemo } from './running-demo.ts';

/** Serves the change of an address: a form that sends a link to the new one, and the page of the link. */
export function newAddressRoutes(demo: RunningDemo): Hono {
  const { settings, mailbox } = demo;
  const own = ownForm(demo);

  const sendLink: Act = async (me, c, database) => {
    if (!me.session.isFresh) return 'session-too-old';
    const email = addressFrom(await fieldOf(c, 'email'));
    if (email === undefined) return 'new-address-wrong';
    const token = await tokensOf(me, c, database).create(email);
    const query = new URLSearchParams({ email, token });
    const link = `${settings.origin}/account/confirm-address?${query}`;
    mailbox.deliver({ purpose: 'new-address', to: email, link, token });
    return 'new-address-sent';
  };

  const confirm: Act = async (me, c, database) => {
    // Before the link is used up.
    if (!me.session.isFresh) return 'session-too-old';
    const [email, token] = [await fieldOf(c, 'email'), await fieldOf(c, 'token')];
    if (!(await tokensOf(me, c, database).use(email, token))) return 'address-link-void';
    mailbox.markUsed({ to: email, token });
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

function tokensOf({ user }: CurrentUser, c: Context, database: OpenDatabase) {
  return newAddressTokens(database.adapterFor(c.req.raw.headers), user.id);
}
