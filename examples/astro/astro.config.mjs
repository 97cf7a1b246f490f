import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  // The names of your site. Under any other name, Astro takes its address to be http://localhost and refuses forms.
  security: { allowedDomains: [{ hostname: 'localhost' }, { hostname: 'example.com' }] },
});
