import { type Html, html } from './html.ts';

/** What surrounds the body of a page. */
export interface DocumentOptions {
  readonly title?: string;
  /** More elements for the head. */
  readonly head?: Html;
  /** Where the page's script gets the parts that change while the page is open. */
  readonly statePath?: string;
}

/** Renders a whole page around its body. */
export function document(
  body: Html,
  { title = 'authjs-drizzle-mysql demo', head = html``, statePath = '' }: DocumentOptions = {},
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
  ${head}
</head>
<body data-state="${statePath}">${body}</body>
</html>`;
}
