import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { drawDiagrams } from './diagrams.ts';
import { linkPages } from './links.ts';
import { sidebar } from './sidebar.ts';

/** The path below which the site is served, such as `/authjs-drizzle-mysql/`. */
const base = process.env.SITE_BASE ?? '/';

export default defineConfig({
  title: 'authjs-drizzle-mysql',
  description:
    'The Auth.js tables as Drizzle definitions for MySQL and PlanetScale, and an Auth.js adapter on them.',
  lang: 'en',
  base,
  srcDir: 'pages',
  outDir: 'dist',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: `${base}logo.svg`, type: 'image/svg+xml' }]],
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Start', link: '/nextjs' },
      { text: 'All pages', link: '/pages' },
      { text: 'Reference', link: '/reference/' },
      { text: 'Changes', link: '/changes' },
    ],
    sidebar: await sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
  },
  markdown: {
    config(markdown) {
      linkPages(markdown);
      drawDiagrams(markdown);
    },
    anchor: { slugify: slug }, // so that links to parts of pages are right both here and on GitHub
    languageAlias: { crontab: 'sh' },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } }, // the index of the search holds all pages
});
