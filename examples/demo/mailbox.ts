/** Is a mail that the site would have sent. */
export interface Mail {
  readonly id: number;
  readonly to: string;
  readonly link: string;
  readonly token: string;
  readonly sentAt: Date;
  readonly linkUsed: boolean;
}

/** Keeps the mails of the site in memory, in place of sending them. */
export interface Mailbox {
  /** Puts a sign-in link, and the token in it, into the mailbox. */
  deliver(mail: { to: string; link: string; token: string }): void;
  /** Notes that the link with this token has signed somebody in. */
  markUsed(token: string): void;
  /** Returns the latest mails, the newest first. */
  latest(): readonly Mail[];
}

/** Makes an empty mailbox that holds the latest mails. */
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
