import type { Mail, MailPurpose } from '../mailbox.ts';
import { type Html, html } from './html.ts';
import { envelope } from './icons.ts';
import { timeOfDay } from './text.ts';

/** Shows the emails that the site has sent, with their links. */
export function mailboxRegion(mails: readonly Mail[]): Html {
  return html`<h2>${envelope()} Mailbox</h2>
    ${mails.length === 0 ? html`<p class="quiet">Empty. Mail from this site arrives here, whoever it is for.</p>` : ''}
    ${mails.map(letter)}`;
}

const TEXTS: Readonly<Record<MailPurpose, { text: string; button: string }>> = {
  'sign-in': {
    text: 'Here is your sign-in link. It works once, within 15 minutes.',
    button: 'Sign in with this link',
  },
  'new-address': {
    text: 'Is this your new address? This link works once, within 15 minutes, where you asked for it.',
    button: 'Confirm this address',
  },
};

function letter({ id, purpose, to, link, sentAt, linkUsed }: Mail): Html {
  return html`<article class="letter" data-row="mail/${id}">
    <p class="small quiet"><span>To ${to}</span> <time datetime="${sentAt.toISOString()}">${timeOfDay(sentAt)} UTC</time></p>
    <p>${TEXTS[purpose].text}</p>
    <a id="mail-${id}" class="button${linkUsed ? '' : ' primary'}" href="${link}">
      ${linkUsed ? 'Try the used link again' : TEXTS[purpose].button}</a>
  </article>`;
}
