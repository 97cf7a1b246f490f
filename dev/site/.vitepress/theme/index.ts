import type { Theme } from 'vitepress';
import defaultTheme from 'vitepress/theme';
import PageDiagram from './PageDiagram.vue';
import './custom.css';

export default {
  extends: defaultTheme,
  enhanceApp: ({ app }) => void app.component('PageDiagram', PageDiagram),
} satisfies Theme;
