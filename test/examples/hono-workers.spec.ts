import { describeAddress } from './describe-address.ts';
import { describeSchedule } from './describe-schedule.ts';
import { describeRenewal } from './describe-sessions.ts';
import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('hono-workers', {
  more(running) {
    // Cloudflare picks the worker by `Host`.
    describeAddress(running, '/auth/signin/resend', ['x-forwarded-host']);
    describeRenewal(running);
    describeSchedule(running, (site) => fetch(`${site}/cdn-cgi/handler/scheduled`));
  },
});
