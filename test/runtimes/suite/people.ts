/** Signs in by e-mail link, and out again. */
export const ADA = 'ada@example.com';

/** Signs in at the provider, twice. */
export const GRACE = { sub: 'grace-1', name: 'Grace Hopper', email: 'grace@example.com' };

/** Signs in by e-mail link and is deleted. */
export const ALAN = 'alan@example.com';
