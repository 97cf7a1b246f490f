import { html } from '../page/html.ts';
import { readableSql } from '../page/sql.ts';

/** Finds the code of the newest email in a page's HTML. */
export function codeOnPage(page: string): string {
  return /<p class="code">(\d+)</.exec(page)?.[1] ?? '';
}

/** Returns the statements of the latest request of a name, as a page's HTML shows them. */
export function shownStatements(page: string, requestName: string): string[] {
  const request = page.split('<li class="request">').find((part) => part.includes(`>${requestName}<`)) ?? '';
  return [...request.matchAll(/<code class="sql"[^>]*>(.*?)<\/code>/gs)].map(([, text = '']) => text);
}

/** Returns a statement as the page shows it. */
export async function asShown(statement: string): Promise<string> {
  return String(await html`${readableSql(statement)}`);
}
