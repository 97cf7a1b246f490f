import { randomBytes } from 'node:crypto';
import { type PlanetScaleServer, startPlanetScale } from '../../dev/planetscale.ts';
import { startProvider } from '../demo/provider/index.ts';
import { type Mail, type Mailbox, startMailbox } from './mailbox.ts';

/** What an example needs around it. */
export interface Surroundings {
  /** The variables that every example reads. */
  readonly env: Readonly<Record<string, string>>;
  readonly mailbox: Mailbox;
  /** The same database over PlanetScale's HTTP protocol. */
  readonly planetscale: PlanetScaleServer;
  stop(): Promise<void>;
}

/** Where an example is served, on which database, and what to do with the emails that it sends. */
export interface SurroundingsOptions {
  readonly port: number;
  /** The database, with its tables, as a `mysql://` URL. */
  readonly databaseUrl: string;
  readonly onMail?: ((mail: Mail) => void) | undefined;
}

/** Starts an OpenID provider and a mailbox, and a stand-in for PlanetScale in front of the database. */
export async function startSurroundings({
  port,
  databaseUrl,
  onMail,
}: SurroundingsOptions): Promise<Surroundings> {
  const site = `http://localhost:${port}`;
  const provider = await startProvider(site, ['/auth/callback/oidc', '/api/auth/callback/oidc']);
  const mailbox = await startMailbox(onMail);
  const planetscale = await startPlanetScale(databaseUrl);
  const secret = randomBytes(32).toString('base64');
  return {
    mailbox,
    planetscale,
    env: {
      PORT: String(port),
      // Some frameworks listen on every address otherwise.
      HOST: '127.0.0.1',
      HOSTNAME: '127.0.0.1',
      AUTH_SECRET: secret,
      AUTH_TRUST_HOST: 'true',
      NEXTAUTH_URL: site,
      NEXTAUTH_SECRET: secret,
      DATABASE_URL: databaseUrl,
      DATABASE_HTTP_URL: planetscale.url,
      AUTH_OIDC_ISSUER: provider.issuer,
      AUTH_OIDC_ID: provider.clientId,
      AUTH_OIDC_SECRET: provider.clientSecret,
      EMAIL_SERVER: mailbox.smtpUrl,
      EMAIL_FROM: 'site@example.com',
      RESEND_URL: mailbox.resendUrl,
      AUTH_RESEND_KEY: 're_local',
    },
    async stop() {
      await planetscale.close();
      await mailbox.stop();
      await provider.stop();
    },
  };
}
