import { describeAddress } from './describe-address.ts';
import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('express', undefined, 'express', (running) => {
  describeAddress(running, '/auth/signin/nodemailer');
});
