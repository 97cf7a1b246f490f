import { html } from '../page/html.ts';
import { readableSql } from '../page/sql.ts';

/** Finds the sign-in link of the newest mail in a page's HTML, without the site's address. */
export function linkOnPage(page: string): string {
  const [, path = ''] = /href="[^"]+(\/auth\/callback\/email[^"]+)"/.exec(page) ?? [];
  return path.replaceAll('&amp;', '&');
}

/** Reads from a page's HTML the statements of the latest request with a name, as they are written there. */
export function shownStatements(page: string, requestName: string): string[] {
  const request = page.split('<li class="request">').find((part) => part.includes(`>${requestName}<`)) ?? '';
  return [...request.matchAll(/<code class="sql"[^>]*>(.*?)<\/code>/gs)].map(([, text = '']) => text);
}

/** Writes a statement as the page does. */
export async function asShown(statement: string): Promise<string> {
  return String(await html`${readableSql(statement)}`);
}
