import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { close, listen } from '../../dev/command/listen.ts';

/** An email that a site sent, with the first link in it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly link: string;
}

/** A mailbox for every address, which takes emails over SMTP and by Resend's API. */
export interface Mailbox {
  /** `smtp://127.0.0.1:PORT`, for the server of Auth.js's Nodemailer provider. */
  readonly smtpUrl: string;
  /** `http://127.0.0.1:PORT`, in place of `https://api.resend.com`. */
  readonly resendUrl: string;
  /** Takes out the oldest email to an address, and waits for one if there is none. */
  take(to: string): Promise<Mail>;
  stop(): Promise<void>;
}

/** Starts a mailbox on free ports; `onMail` is called with each email as it arrives. */
export async function startMailbox(onMail: (mail: Mail) => void = () => {}): Promise<Mailbox> {
  const mails: Mail[] = [];
  const arrivals = new EventEmitter();
  const deliver = (to: string, subject = '', text = '') => {
    const mail = { to, subject, link: /https?:\/\/\S+/.exec(text)?.[0] ?? '' };
    mails.push(mail);
    onMail(mail);
    arrivals.emit('mail');
  };
  const smtp = smtpServer(deliver);
  const resend = resendServer(deliver);
  const smtpPort = await listenForSmtp(smtp);
  const resendPort = await listen(resend, 0);
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    resendUrl: `http://127.0.0.1:${resendPort}`,
    async take(to) {
      const signal = AbortSignal.timeout(20_000);
      for (;;) {
        const index = mails.findIndex((mail) => mail.to === to);
        const [mail] = index < 0 ? [] : mails.splice(index, 1);
        if (mail) return mail;
        await once(arrivals, 'mail', { signal }).catch(() => {
          throw new Error(`Expected an email to ${to}, got none within 20 s.`);
        });
      }
    },
    async stop() {
      await close(resend);
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
    },
  };
}

type Deliver = (to: string, subject?: string, text?: string) => void;

function smtpServer(deliver: Deliver): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    // A client that sees STARTTLS offered would refuse the certificate.
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      buffer(stream)
        .then((bytes) => PostalMime.parse(bytes))
        .then(({ subject, text }) => {
          for (const { address } of envelope.rcptTo) deliver(address, subject, text);
          done();
        }, done);
    },
  });
}

async function listenForSmtp(smtp: SMTPServer): Promise<number> {
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  return (smtp.server.address() as AddressInfo).port;
}

interface ResendMail {
  readonly to: string | readonly string[];
  readonly subject?: string;
  readonly text?: string;
}

/** Takes `POST /emails`, as https://resend.com/docs/api-reference/emails/send-email describes it. */
function resendServer(deliver: Deliver): Server {
  return createServer(async (request, response) => {
    if (`${request.method} ${request.url}` !== 'POST /emails') return response.writeHead(404).end();
    if (!request.headers.authorization?.startsWith('Bearer ')) return response.writeHead(401).end();
    const { to, subject, text } = (await json(request)) as ResendMail;
    for (const address of [to].flat()) deliver(address, subject, text);
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"local"}');
  });
}
