import type { Theme } from 'vitepress';
import defaultTheme from 'vitepress/theme';
import Diagram from './Diagram.vue';
import './custom.css';

export default {
  extends: defaultTheme,
  enhanceApp: ({ app }) => void app.component('Diagram', Diagram),
} satisfies Theme;
