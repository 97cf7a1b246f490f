/** A key for the tokens of Demo ID, the same in every test. */
export const TOKENS_KEY = Buffer.alloc(32, 7).toString('base64');
