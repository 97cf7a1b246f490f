import { type Html, html } from './html.ts';

/** Shows a user's picture, or their initials where there is none. */
export function avatar(user: { name?: string | null; email: string; image?: string | null }): Html {
  if (user.image) return html`<img class="avatar" src="${user.image}" alt="" width="56" height="56">`;
  return html`<span class="avatar" aria-hidden="true">${initials(user.name ?? user.email)}</span>`;
}

// The first letters of the first and the last word: `Ada King Lovelace` gives `AL`.
function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter(Boolean);
  const letters = [words.at(0), words.length > 1 && !name.includes('@') ? words.at(-1) : undefined];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
