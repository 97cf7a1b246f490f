import type { MarkdownRenderer } from 'vitepress';

/** Draws the diagrams of pages, which GitHub draws by itself, with the component of `theme/PageDiagram.vue`. */
export function drawDiagrams(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    if (info.trim() !== 'mermaid') return fence?.(tokens, index, options, env, self) ?? '';
    return `<PageDiagram source="${encodeURIComponent(content)}" />`;
  };
}
