/** What the link in an email is for. */
export type MailPurpose = 'sign-in' | 'new-address' | 'password-reset';

/** An email that the site would have sent. */
export interface Mail {
  readonly id: number;
  readonly purpose: MailPurpose;
  readonly to: string;
  readonly link: string;
  /** What the link carries; of a sign-in, the code. */
  readonly token: string;
  readonly sentAt: Date;
  readonly linkUsed: boolean;
}

/** The site's emails, which are kept in memory and not sent. */
export interface Mailbox {
  /** Puts a link and its token into the mailbox. */
  deliver(mail: Pick<Mail, 'purpose' | 'to' | 'link' | 'token'>): void;
  /** Notes that the token that was sent to an address has been used. */
  markUsed(used: Pick<Mail, 'to' | 'token'>): void;
  /** Returns the latest emails, the newest first. */
  latest(): readonly Mail[];
}

/** Makes an empty mailbox that keeps the latest emails. */
export function createMailbox(limit = 5): Mailbox {
  let mails: readonly Mail[] = [];
  let delivered = 0;
  return {
    deliver(given) {
      delivered += 1;
      const mail: Mail = { ...given, id: delivered, sentAt: new Date(), linkUsed: false };
      mails = [mail, ...mails].slice(0, limit);
    },
    markUsed({ to, token }) {
      mails = mails.map((mail) =>
        mail.token === token && mail.to === to ? { ...mail, linkUsed: true } : mail,
      );
    },
    latest: () => mails,
  };
}
