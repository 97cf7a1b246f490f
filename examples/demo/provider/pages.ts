import { type Html, html } from '../page/html.ts';
import { demoIdMark } from '../page/icons.ts';
import type { Person } from './people.ts';

/** Renders the page that asks who a person is. Nothing is checked: everybody is who they say they are. */
export function loginPage(interactionId: string): Html {
  return document(
    'Log in',
    html`<h1>Who are you?</h1>
    <p class="quiet">Make somebody up. Next time, the same e-mail address is the same person.</p>
    <form method="post" action="/interaction/${interactionId}/login" class="stack">
      <label for="name">Name</label>
      <input id="name" name="name" required maxlength="100" autocomplete="name" value="Grace Hopper">
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" required maxlength="200" autocomplete="email" value="grace@example.com">
      <button class="primary">Log in</button>
    </form>
    ${cancel(interactionId)}`,
  );
}

/** Renders the page that asks whether the site may have the person's details. */
export function consentPage(interactionId: string, person: Person): Html {
  return document(
    'Allow',
    html`<h1>Share your details with the site?</h1>
    <div class="identity">
      <img class="avatar" src="${person.picture}" alt="" width="56" height="56">
      <div><p class="name">${person.name}</p><p class="quiet">${person.email}</p></div>
    </div>
    <p>It asks for your <b>name</b>, your <b>picture</b> and your <b>e-mail address</b>.</p>
    <form method="post" action="/interaction/${interactionId}/consent" class="stack">
      <button class="primary">Allow</button>
    </form>
    ${cancel(interactionId)}`,
  );
}

/** Renders the page that says why a login cannot continue. */
export function problemPage(reason: string, site: string): Html {
  return document(
    'Problem',
    html`<h1>You cannot log in this way</h1>
    <p class="quiet">${reason}</p>
    <a class="button" href="${site}">Back to the site</a>`,
  );
}

function cancel(interactionId: string): Html {
  return html`<form method="post" action="/interaction/${interactionId}/cancel" class="stack">
    <button>No, go back</button></form>`;
}

function document(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – Demo ID</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/style.css">
</head>
<body class="provider">
  <p class="brand">${demoIdMark()} Demo ID</p>
  <main class="card">${body}</main>
</body>
</html>`;
}
