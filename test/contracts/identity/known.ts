/** Applications of the tenant that the identity pool trusts. */
export const CLIENT = 'shop-web';
export const OIDC_CLIENT = 'shop-oidc';
/** One that it does not trust. */
export const OTHER_CLIENT = 'another-app';

/** A user of the pool. */
export const USER = { email: 'alice@example.com', password: 'Correct-horse-1' };
