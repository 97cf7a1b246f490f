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

const TEXTS: Readonly<Record<MailPurpose, { text: string; button: string; again: string }>> = {
  'sign-in': {
    text: 'Here is your sign-in code. It works once, within 10 minutes.',
    button: 'Sign in with this code',
    again: 'Try the used code again',
  },
  'new-address': {
    text: 'Is this your new address? This link works once, within 15 minutes, where you asked for it.',
    button: 'Confirm this address',
    again: 'Try the used link again',
  },
  'password-reset': {
    text: 'Did you ask for a new password? This link works once, within 30 minutes.',
    button: 'Set a new password',
    again: 'Try the used link again',
  },
};

function letter({ id, purpose, to, link, token, sentAt, linkUsed }: Mail): Html {
  const { text, button, again } = TEXTS[purpose];
  return html`<article class="letter" data-row="mail/${id}">
    <p class="small quiet"><span>To ${to}</span> <time datetime="${sentAt.toISOString()}">${timeOfDay(sentAt)} UTC</time></p>
    <p>${text}</p>
    ${purpose === 'sign-in' && html`<p class="code">${token}</p>`}
    <a id="mail-${id}" class="button${linkUsed ? '' : ' primary'}" href="${link}">${linkUsed ? again : button}</a>
  </article>`;
}
