import { describeSignIn } from './describe-sign-in.ts';

describeSignIn('sveltekit');
