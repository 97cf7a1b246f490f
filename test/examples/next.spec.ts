import { describeSignIn } from './describe-sign-in.ts';
import { describePageViews } from './next-page-views.ts';
import { onPlanetScale, variants } from './next-variants.ts';

describeSignIn('next');
describeSignIn('next', async () => onPlanetScale(), 'next over PlanetScale’s HTTP driver');

for (const variant of variants) describePageViews(variant);
