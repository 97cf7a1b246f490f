/** An email that the site would have sent. */
export interface Mail {
  readonly id: number;
  readonly to: string;
  readonly link: string;
  readonly token: string;
  readonly sentAt: Date;
  readonly linkUsed: boolean;
}

/** The site's emails, which are kept in memory and not sent. */
export interface Mailbox {
  /** Puts a sign-in link and its token into the mailbox. */
  deliver(mail: { to: string; link: string; token: string }): void;
  /** Notes that the link with this token has signed somebody in. */
  markUsed(token: string): void;
  /** Returns the latest emails, the newest first. */
  latest(): readonly Mail[];
}

/** Makes an empty mailbox that keeps the latest emails. */
export function createMailbox(limit = 5): Mailbox {
  let mails: readonly Mail[] = [];
  let delivered = 0;
  return {
    deliver({ to, link, token }) {
      delivered += 1;
      const mail: Mail = { id: delivered, to, link, token, sentAt: new Date(), linkUsed: false };
      mails = [mail, ...mails].slice(0, limit);
    },
    markUsed(token) {
      mails = mails.map((mail) => (mail.token === token ? { ...mail, linkUsed: true } : mail));
    },
    latest: () => mails,
  };
}
