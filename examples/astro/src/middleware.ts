import { defineMiddleware } from 'astro:middleware';
import { auth } from './auth';

export const onRequest = defineMiddleware(async ({ isPrerendered, locals, request, url }, next) => {
  locals.session = null;
  const cookie = isPrerendered ? '' : (request.headers.get('cookie') ?? '');
  if (!cookie.includes('authjs.session-token') || url.pathname.startsWith('/auth/')) return next();
  const answer = await auth(new Request(new URL('/auth/session', url), { headers: { cookie } }));
  if (answer.ok) locals.session = await answer.json();
  const page = await next();
  // A copy, because the headers of Response.redirect() cannot be changed.
  const response = new Response(page.body, page);
  for (const renewed of answer.headers.getSetCookie()) response.headers.append('set-cookie', renewed);
  return response;
});
