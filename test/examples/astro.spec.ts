import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('astro');
