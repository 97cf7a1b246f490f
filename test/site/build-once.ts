import { buildSite } from '../../dev/site/build.ts';

/** Builds the site that all specs look at. */
export default buildSite;
