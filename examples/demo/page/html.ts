import { html } from 'hono/html';

export { html };

/** Is a piece of a page: every value in it has been escaped. */
export type Html = ReturnType<typeof html>;
