import { html } from 'hono/html';

export { html };

/** A piece of a page in which every value has been escaped. */
export type Html = ReturnType<typeof html>;
