/** Variables that keep wrangler from asking Cloudflare where this machine is, and from a warning that it cannot. */
export const offline = { CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
